import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CodeSpan } from '@mso/bytecode';
import type { Arguments } from './arguments.js';
import { unknownPathFormat } from './errors.js';

/** What a client said of itself, and the conversions that follow from it. */
export class Client {
  private readonly lineOffset: 0 | 1;
  private readonly columnOffset: 0 | 1;
  private readonly uris: boolean;
  readonly supportsVariableType: boolean;
  readonly supportsInvalidatedEvent: boolean;
  readonly supportsMemoryEvent: boolean;
  readonly supportsMemoryReferences: boolean;
  readonly supportsProgressReporting: boolean;

  constructor(private readonly args: Arguments) {
    const pathFormat = args.optionalText('pathFormat') ?? 'path';
    if (pathFormat !== 'path' && pathFormat !== 'uri') throw unknownPathFormat(pathFormat);
    this.uris = pathFormat === 'uri';
    this.lineOffset = args.optionalBoolean('linesStartAt1') === false ? 1 : 0;
    this.columnOffset = args.optionalBoolean('columnsStartAt1') === false ? 1 : 0;
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
    return this.uris ? pathToFileURL(path).href : path;
  }

  /** The absolute path of a source that the client names. */
  fromPath(path: string): string {
    return resolve(this.uris && path.startsWith('file:') ? fileURLToPath(path) : path);
  }
}
