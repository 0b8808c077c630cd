import type { DebugSource } from '../debug-info.js';
import { itemsMax } from '../encoding/byte-reader.js';
import type { ModuleFunction } from '../functions.js';
import type { ConstantValue, Instruction } from '../instructions.js';
import { type Block, entityKinds, type Module, type StaticCell } from '../module.js';
import { assemblyMarker } from './disassemble.js';
import {
  agentFields,
  cellKinds,
  contextFields,
  crewFields,
  type Field,
  functionFields,
  functionKinds,
  workflowFields,
} from './fields.js';
import { type AssemblyProblem, LineCursor, LineProblem } from './line-cursor.js';
import { readInstruction } from './read-instruction.js';
import { scanLines } from './scan-lines.js';
import { numbered, TextReader } from './text-reader.js';

export type AssemblyResult =
  | {
      readonly ok: true;
      readonly module: Module;
      /** The line of each instruction, from 1. */
      readonly lines: readonly number[];
    }
  | { readonly ok: false; readonly problems: readonly AssemblyProblem[] };

/** After so many, an assembly is bad enough. */
const problemsMax = 100;

/** As many lines has the largest module: its values, its labels, and the lines of its sources. */
const linesMax = 3 * itemsMax;

/** The module that a text of `disassemble`, or of a person, says; or all that is wrong with it. */
export function assemble(text: string): AssemblyResult {
  const lines = text.split('\n', linesMax + 1);
  if (lines.length > linesMax) {
    const problem = {
      line: linesMax + 1,
      column: 1,
      message: `expected at most ${linesMax} lines`,
    };
    return { ok: false, problems: [problem] };
  }
  const problems: AssemblyProblem[] = [];
  const { labels, problems: wrongLabels } = scanLines(lines);
  problems.push(...wrongLabels);
  if ((lines[0] ?? '').trim() !== assemblyMarker) {
    problems.push({ line: 1, column: 1, message: `expected ${assemblyMarker}` });
  }
  const assembler = new Assembler(labels);
  for (let index = 1; index < lines.length && problems.length < problemsMax; index++) {
    try {
      assembler.read(lines[index] ?? '', index + 1);
    } catch (problem) {
      if (!(problem instanceof LineProblem)) throw problem;
      problems.push({ line: index + 1, column: problem.column, message: problem.message });
    }
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, problemsMax) };
  const missing = assembler.missing;
  if (missing !== undefined) {
    return { ok: false, problems: [{ line: lines.length, column: 1, message: missing }] };
  }
  return { ok: true, module: assembler.build(), lines: assembler.lines };
}

/** Collects the parts of a module, a line after the other. */
class Assembler {
  readonly lines: number[] = [];
  private readonly reader: TextReader;
  private readonly constants: ConstantValue[] = [];
  private readonly symbols = {
    agents: new Map<number, unknown>(),
    workflows: new Map<number, unknown>(),
    contexts: new Map<number, unknown>(),
    crews: new Map<number, unknown>(),
  };
  private readonly cells: StaticCell[] = [];
  private readonly functions: ModuleFunction[] = [];
  private readonly blocks: Block[] = [];
  private readonly sources: DebugSource[] = [];
  private readonly localNames = new Map<number, readonly string[]>();
  private readonly code: Instruction[] = [];
  private readonly rows: number[] = [];
  private hasDebug = false;
  private compiler: string | undefined;
  private file: string | undefined;
  private heapBase = 0;
  private nextId = 1;
  private declarationsEnd: number | undefined;

  constructor(labels: ReadonlyMap<string, number>) {
    this.reader = new TextReader(labels);
  }

  read(line: string, number: number): void {
    const cursor = new LineCursor(line);
    if (cursor.is('end')) return;
    this.reader.countValue(cursor);
    if (cursor.is('directive')) this.directive(cursor);
    else if (cursor.next.text === ':' && cursor.is('word')) {
      cursor.take('word', 'a label');
      cursor.expect(':');
    } else {
      this.lines.push(number);
      this.code.push(readInstruction(this.reader, cursor, this.code.length));
      if (cursor.is('at')) this.row(cursor);
    }
    cursor.finish();
  }

  /** What every module must say. */
  get missing(): string | undefined {
    if (this.compiler === undefined) return 'there is no .compiler';
    return this.declarationsEnd === undefined ? 'there is no .declarations-end' : undefined;
  }

  build(): Module {
    const { agents, workflows, contexts, crews } = this.symbols;
    return {
      version: 1,
      metadata: {
        ...(this.file !== undefined && { sourceFile: this.file }),
        compilerVersion: this.compiler ?? '',
      },
      // Each was read by the fields of its table.
      symbols: { agents, workflows, contexts, crews, nextId: this.nextId } as Module['symbols'],
      ...{ code: this.code, functions: this.functions, strings: this.reader.strings },
      declarationsEnd: this.declarationsEnd ?? 0,
      ...{ constants: this.constants, blocks: this.blocks, cells: this.cells },
      heapBase: this.heapBase,
      ...(this.hasDebug && {
        debug: {
          sources: this.sources,
          table: Int32Array.from(this.rows),
          localNames: this.localNames,
        },
      }),
    };
  }

  private directive(cursor: LineCursor): void {
    const { reader } = this;
    const { text, column } = cursor.current;
    cursor.take('directive', 'a directive');
    switch (text) {
      case '.compiler':
        this.compiler = reader.string(cursor);
        return;
      case '.file':
        this.file = reader.string(cursor);
        return;
      case '.heap':
        this.heapBase = reader.integer(cursor, 'an address');
        return;
      case '.next-id':
        this.nextId = reader.id(cursor);
        return;
      case '.declarations-end':
        this.declarationsEnd = reader.address(cursor);
        return;
      case '.string':
        return reader.addString(reader.string(cursor));
      case '.constant':
        this.constants.push(reader.constant(cursor));
        return;
      case '.agent':
        return this.symbol(cursor, this.symbols.agents, agentFields);
      case '.workflow':
        return this.symbol(cursor, this.symbols.workflows, workflowFields);
      case '.context':
        return this.symbol(cursor, this.symbols.contexts, contextFields);
      case '.crew':
        return this.symbol(cursor, this.symbols.crews, crewFields);
      default:
        return this.otherDirective(cursor, text, column);
    }
  }

  private otherDirective(cursor: LineCursor, text: string, column: number): void {
    const { reader } = this;
    switch (text) {
      case '.cell':
        return this.cell(cursor);
      case '.function':
        return this.function(cursor);
      case '.builtin': {
        const name = reader.string(cursor);
        const parameters = reader.integer(cursor, 'the number of its parameters');
        this.functions.push({ kind: 'builtin', name, parameters });
        return;
      }
      case '.block': {
        const kind = reader.word(cursor, entityKinds);
        const [entity, name] = [reader.id(cursor), reader.string(cursor)];
        const [start, end] = [reader.address(cursor), reader.address(cursor)];
        this.blocks.push({ entity, kind, name, start, end });
        return;
      }
      case '.debug':
        this.hasDebug = true;
        return;
      case '.source': {
        const [path, content] = [reader.string(cursor), reader.string(cursor)];
        this.sources.push({ path, text: content });
        return;
      }
      case '.locals': {
        const index = numbered(cursor, 'f', 'f and the number of a function');
        this.localNames.set(
          index,
          reader.list(cursor, () => reader.string(cursor)),
        );
        return;
      }
      case '.row':
        return this.row(cursor);
      case '.code':
        return;
      default:
        throw new LineProblem(column, `there is no directive ${text}`);
    }
  }

  private symbol(cursor: LineCursor, into: Map<number, unknown>, fields: readonly Field[]): void {
    const key = this.reader.id(cursor);
    if (into.has(key)) throw cursor.fail(`#${key} is there twice`);
    into.set(key, this.reader.fields(cursor, fields));
  }

  private cell(cursor: LineCursor): void {
    const { reader } = this;
    const address = reader.integer(cursor, 'an address');
    const kind = reader.word(cursor, cellKinds);
    const [entity, name] = [reader.id(cursor), reader.string(cursor)];
    const hasKey = cursor.accept('word', 'key');
    if (hasKey) cursor.expect('=');
    const key = hasKey ? reader.string(cursor) : undefined;
    this.cells.push({ address, kind, entity, name, ...(key !== undefined && { key }) });
  }

  private function(cursor: LineCursor): void {
    const { reader } = this;
    const kind = reader.word(cursor, functionKinds);
    const name = reader.string(cursor);
    const fields = reader.fields(cursor, functionFields);
    this.functions.push({ kind, name, ...fields } as ModuleFunction);
  }

  /** `@source line:column line:column ~statement`, for every instruction or for none. */
  private row(cursor: LineCursor): void {
    const { reader } = this;
    const source = Number(cursor.take('at', '@ and the number of a source').slice(1));
    const place = (): readonly [number, number] => {
      const line = reader.integer(cursor, 'a line');
      cursor.expect(':');
      return [line, reader.integer(cursor, 'a column')];
    };
    const [start, end] = [place(), place()];
    const statement = Number(cursor.take('statement', '~ and the number of a statement').slice(1));
    this.rows.push(source, ...start, ...end, statement);
  }
}
