import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CodeSpan } from '@mso/bytecode';
import { disassembledPath, disassemblyName } from '../program/listing.js';
import type { Arguments } from './arguments.js';
import { unknownPathFormat } from './errors.js';
import { SourceMap } from './source-map.js';

/** What a client said of itself, and the conversions that follow from it. */
export class Client {
  private readonly lineOffset: 0 | 1;
  private readonly columnOffset: 0 | 1;
  private readonly uris: boolean;
  /** Where the sources of a program are that was compiled elsewhere. */
  sourceMap = new SourceMap();
  readonly supportsVariableType: boolean;
  readonly supportsInvalidatedEvent: boolean;
  /**
   * Editors of this kind have our extension, which shows a disassembly by its name: the same one
   * that a person has opened and set breakpoints in. Others ask for its text.
   */
  readonly opensDisassembly: boolean;
  readonly supportsMemoryEvent: boolean;
  readonly supportsMemoryReferences: boolean;
  readonly supportsProgressReporting: boolean;

  constructor(private readonly args: Arguments) {
    const pathFormat = args.optionalText('pathFormat') ?? 'path';
    if (pathFormat !== 'path' && pathFormat !== 'uri') throw unknownPathFormat(pathFormat);
    this.uris = pathFormat === 'uri';
    this.lineOffset = args.optionalBoolean('linesStartAt1') === false ? 1 : 0;
    this.columnOffset = args.optionalBoolean('columnsStartAt1') === false ? 1 : 0;
    this.opensDisassembly = args.optionalText('clientID') === 'vscode';
    this.supportsVariableType = args.optionalBoolean('supportsVariableType') ?? false;
    this.supportsMemoryEvent = args.optionalBoolean('supportsMemoryEvent') ?? false;
    this.supportsMemoryReferences = args.optionalBoolean('supportsMemoryReferences') ?? false;
    this.supportsProgressReporting = args.optionalBoolean('supportsProgressReporting') ?? false;
    this.supportsInvalidatedEvent = args.optionalBoolean('supportsInvalidatedEvent') ?? false;
  }

  /** The arguments of `initialize`. */
  get introduction(): Readonly<Record<string, unknown>> {
    return this.args.raw();
  }

  /** A line as the client counts it. */
  toLine(line: number): number {
    return line - this.lineOffset;
  }

  fromLine(line: number): number {
    return line + this.lineOffset;
  }

  toColumn(column: number): number {
    return column - this.columnOffset;
  }

  fromColumn(column: number): number {
    return column + this.columnOffset;
  }

  toSpan(span: CodeSpan): { line: number; column: number; endLine: number; endColumn: number } {
    return {
      line: this.toLine(span.startLine),
      column: this.toColumn(span.startColumn),
      endLine: this.toLine(span.endLine),
      endColumn: this.toColumn(span.endColumn),
    };
  }

  toPath(path: string): string {
    const disassembled = disassembledPath(path);
    if (disassembled !== undefined) return disassemblyName(pathToFileURL(disassembled).pathname);
    const local = this.sourceMap.toLocal(path);
    return this.uris ? pathToFileURL(local).href : local;
  }

  /** The absolute path, in the program, of a source that the client names. */
  fromPath(path: string): string {
    const disassembled = disassembledPath(path);
    if (disassembled !== undefined) return disassemblyName(pathOfUri(disassembled));
    const local = resolve(this.uris && path.startsWith('file:') ? fileURLToPath(path) : path);
    return this.sourceMap.fromLocal(local);
  }
}

/** The path that the path of a URI stands for; what is none stays as it is, and names nothing. */
function pathOfUri(path: string): string {
  try {
    return fileURLToPath(`file://${path}`);
  } catch {
    return path;
  }
}
