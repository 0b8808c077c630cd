export interface Position {
  /** Both count from 1; columns are UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

/** A line ends at `\n`, `\r\n` or a lone `\r`. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (const end of text.slice(0, offset).matchAll(/\r\n|\n|\r/g)) {
    line++;
    start = end.index + end[0].length;
  }
  return { line, column: offset - start + 1 };
}
