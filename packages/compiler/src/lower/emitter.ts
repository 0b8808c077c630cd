import {
  type Block,
  type ConstantValue,
  DebugInfoBuilder,
  type EntityKind,
  type Instruction,
  type Module,
  type StaticCell,
  StringPool,
  type SymbolTable,
} from '@mso/bytecode';
import type { SourceSet, Span } from '@mso/language';

/** The address of the first static cell; address 0 stays free, so that it never names anything. */
const firstCell = 16;

/** Heap addresses start at a multiple of this, so that they stay put when a cell is added. */
const heapAlignment = 256;

/**
 * Collects a module while the program is walked: code with its debug rows, strings, constants,
 * blocks and static cells.
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
  private readonly constants: ConstantValue[] = [];
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

  /** Reserves the next static cell. */
  cell(cell: Omit<StaticCell, 'address'>): void {
    this.cells.push({ ...cell, address: firstCell + this.cells.length });
  }

  /** The index of a new constant of the pool. */
  constant(value: ConstantValue): number {
    return this.constants.push(value) - 1;
  }

  build(symbols: SymbolTable, compilerVersion: string): Module {
    const { files } = this.sources;
    const afterCells = firstCell + this.cells.length;
    return {
      version: 1,
      metadata: { sourceFile: files[0].path, compilerVersion },
      symbols,
      code: this.code,
      declarationsEnd: this.code.length,
      functions: [],
      strings: this.strings.strings,
      constants: this.constants,
      blocks: this.blocks,
      cells: this.cells,
      heapBase: Math.ceil(afterCells / heapAlignment) * heapAlignment,
      debug: this.debug.build(files.map(({ path, text }) => ({ path, text }))),
    };
  }
}
