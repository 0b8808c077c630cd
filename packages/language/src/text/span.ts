/** A stretch of source text: UTF-16 offsets, `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Only the offsets of something that has more to it. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** A place as people read it: line and column both start at 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}
