export interface ColumnOptions {
  /** Columns, from 0, whose texts end at the same place rather than begin there. */
  readonly right?: readonly number[];
  readonly indent?: string;
}

/** Rows whose columns stand under each other, two blanks apart. */
export function columns(
  rows: readonly (readonly string[])[],
  { right = [], indent = '' }: ColumnOptions = {},
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows.map((row) => {
    const cells = row.map((cell, index) => {
      const width = widths[index] ?? 0;
      return right.includes(index) ? cell.padStart(width) : cell.padEnd(width);
    });
    return (indent + cells.join('  ')).trimEnd();
  });
}

/** `1 error`, `3 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A line that is no wider than `width`. */
export function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
