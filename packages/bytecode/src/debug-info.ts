/**
 * Where each instruction came from.
 *
 * An instruction has a span (what is marked when the machine stops at it) and belongs to a
 * statement (what one step executes). Instructions of one statement are neighbours in the code,
 * and the first of them is where a breakpoint on the statement is put: its span is that of the
 * whole statement, those of the others may be parts of it.
 */
export interface DebugInfo {
  readonly sources: readonly DebugSource[];
  /** Six numbers an instruction: source, start line, column, end line, column, statement. */
  readonly table: Int32Array;
  /** The names of the locals of functions, by the function's number. */
  readonly localNames: ReadonlyMap<number, readonly string[]>;
}

export interface DebugSource {
  readonly path: string;
  readonly text: string;
}

/** Lines and columns start at 1; columns count UTF-16 units; the end is exclusive. */
export interface CodeSpan {
  readonly source: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const width = 6;

/** The span of an instruction, or undefined for an address that has none. */
export function spanAt(debug: DebugInfo, address: number): CodeSpan | undefined {
  const { table } = debug;
  const at = address * width;
  const source = table[at] ?? -1;
  const endColumn = table[at + 4];
  if (source < 0 || endColumn === undefined) return undefined;
  return {
    source,
    startLine: table[at + 1] ?? 0,
    startColumn: table[at + 2] ?? 0,
    endLine: table[at + 3] ?? 0,
    endColumn,
  };
}

/** The number of the statement an instruction belongs to, or -1. */
export function statementAt(debug: DebugInfo, address: number): number {
  return debug.table[address * width + 5] ?? -1;
}

/** Collects the table while code is emitted, one call an instruction. */
export class DebugInfoBuilder {
  private readonly rows: number[] = [];

  add(span: CodeSpan, statement: number): void {
    this.rows.push(
      span.source,
      span.startLine,
      span.startColumn,
      span.endLine,
      span.endColumn,
      statement,
    );
  }

  build(
    sources: readonly DebugSource[],
    localNames: ReadonlyMap<number, readonly string[]> = new Map(),
  ): DebugInfo {
    return { sources, table: Int32Array.from(this.rows), localNames };
  }
}
