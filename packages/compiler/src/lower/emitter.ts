import {
  type Block,
  type CodeFunction,
  DebugInfoBuilder,
  type EntityKind,
  type Instruction,
  type Module,
  type ModuleFunction,
  mapEntries,
  type StaticCell,
  StringPool,
  type SymbolTable,
} from '@mso/bytecode';
import type { SourceSet, Span } from '@mso/language';

/** The address of the first static cell; address 0 stays free, so that it never names anything. */
const firstCell = 16;

/** Heap addresses start at a multiple of this, so that they stay put when a cell is added. */
const heapAlignment = 256;

/** What emits a function's code, and what the function then has to say of itself. */
interface PendingFunction {
  readonly number: number;
  readonly head: FunctionHead;
  readonly body: () => FunctionTail;
}

export type FunctionHead = Pick<CodeFunction, 'kind' | 'name' | 'entity' | 'parameters'>;

export interface FunctionTail {
  /** The names of its locals, parameters first; they say how many there are. */
  readonly locals: readonly string[];
}

/**
 * Collects a module while the program is walked: code with its debug rows, strings, constants,
 * blocks and static cells.
 *
 * Functions are numbered when they are first needed, and their code is written behind the
 * declarations; until then an entry is the number of its function.
 *
 * Every instruction belongs to a statement; `statement` opens one, and instructions emitted until
 * the next one belong to it. Spans are those of the whole program; the debug rows say which file
 * each of them is in.
 */
export class Emitter {
  readonly strings = new StringPool();
  private readonly code: Instruction[] = [];
  private readonly debug = new DebugInfoBuilder();
  private readonly blocks: Block[] = [];
  private readonly cells: StaticCell[] = [];
  private readonly functions: ModuleFunction[] = [];
  private readonly pending: PendingFunction[] = [];
  private readonly localNames = new Map<number, readonly string[]>();
  private readonly builtins = new Map<string, number>();
  private currentStatement = -1;
  /** The span of a statement that has no instruction yet. */
  private opening: Span | undefined;

  constructor(private readonly sources: SourceSet) {}

  /**
   * Starts the statement that the following instructions belong to. The first of them takes the
   * statement's own span, so that one stops at `tools = [` and not at the first tool.
   */
  statement(span: Span): void {
    this.currentStatement++;
    this.opening = span;
  }

  emit(instruction: Instruction, span: Span): void {
    const { source, file, span: place } = this.sources.locate(this.opening ?? span);
    this.opening = undefined;
    const { start, end } = file.rangeOf(place);
    this.code.push(instruction);
    this.debug.add(
      {
        source,
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: end.column,
      },
      this.currentStatement,
    );
  }

  /** Emits a declaring instruction and its block's body, and records the range they take. */
  block(
    entity: { readonly id: number; readonly kind: EntityKind; readonly name: string },
    header: { readonly instruction: Instruction; readonly span: Span },
    body: () => void,
  ): void {
    const start = this.code.length;
    const index = this.blocks.length;
    const open = { entity: entity.id, kind: entity.kind, name: entity.name, start };
    this.blocks.push({ ...open, end: start });
    this.statement(header.span);
    this.emit(header.instruction, header.span);
    body();
    this.blocks[index] = { ...open, end: this.code.length };
  }

  /** Reserves the next static cell and answers with its address. */
  cell(cell: Omit<StaticCell, 'address'>): number {
    const address = firstCell + this.cells.length;
    this.cells.push({ ...cell, address });
    return address;
  }

  /** The number of a new function, whose code `body` emits once the declarations are written. */
  function(head: FunctionHead, body: () => FunctionTail): number {
    const number = this.functions.push({ ...head, start: 0, end: 0, locals: 0 }) - 1;
    this.pending.push({ number, head, body });
    return number;
  }

  /** The number of a builtin function with so many parameters. */
  builtin(name: string, parameters: number): number {
    const key = `${name} ${parameters}`;
    const known = this.builtins.get(key);
    if (known !== undefined) return known;
    const number = this.functions.push({ kind: 'builtin', name, parameters }) - 1;
    this.builtins.set(key, number);
    return number;
  }

  /** Emits a jump whose target is not known yet; `land` makes it lead to the place it is at. */
  jump(op: 'Jump' | 'JumpIf', span: Span): number {
    this.emit({ op, operand: 0 }, span);
    return this.code.length - 1;
  }

  /** Lets a jump lead to the next instruction that is emitted. */
  land(jump: number): void {
    const instruction = this.code[jump];
    if (instruction?.op !== 'Jump' && instruction?.op !== 'JumpIf') {
      throw new Error(`there is no jump at ${jump}`);
    }
    this.code[jump] = { op: instruction.op, operand: this.code.length - jump - 1 };
  }

  /** Functions may need further ones, which are then written behind them. */
  private emitFunctions(): void {
    for (const { number, head, body } of this.pending) {
      const start = this.code.length;
      const { locals } = body();
      const place = { start, end: this.code.length, locals: locals.length };
      this.functions[number] = { ...head, ...place };
      if (locals.length > 0) this.localNames.set(number, locals);
    }
  }

  build(symbols: SymbolTable, compilerVersion: string): Module {
    const { files } = this.sources;
    const afterCells = firstCell + this.cells.length;
    const declarationsEnd = this.code.length;
    this.emitFunctions();
    const module: Module = {
      version: 1,
      metadata: { sourceFile: files[0].path, compilerVersion },
      symbols,
      code: this.code,
      declarationsEnd,
      functions: this.functions,
      strings: this.strings.strings,
      constants: [],
      blocks: this.blocks,
      cells: this.cells,
      heapBase: Math.ceil(afterCells / heapAlignment) * heapAlignment,
      debug: this.debug.build(
        files.map(({ path, text }) => ({ path, text })),
        this.localNames,
      ),
    };
    return mapEntries(module, (number) => this.startOf(number));
  }

  private startOf(number: number): number {
    const found = this.functions[number];
    if (found === undefined || found.kind === 'builtin') throw new Error(`no function ${number}`);
    return found.start;
  }
}
