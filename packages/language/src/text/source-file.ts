import type { Position, Range, Span } from './span.js';

/**
 * One source text with the table that turns offsets into lines and back.
 *
 * A line ends at `\n`, `\r\n` or a lone `\r`; the terminator belongs to the line it ends.
 */
export class SourceFile {
  /** Offset of the first character of every line; never empty, strictly growing. */
  private readonly lineStarts: readonly number[];

  constructor(
    /** The name shown to people, usually a path; empty for text that has none. */
    readonly path: string,
    readonly text: string,
  ) {
    this.lineStarts = findLineStarts(text);
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** The position of an offset; offsets outside the text are moved to its nearer end. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.lineStarts[low] ?? 0) + 1 };
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  /** The offset of a position; a column past the line's end means the line's end. */
  offsetAt(position: Position): number {
    const index = position.line - 1;
    if (index < 0) return 0;
    const start = this.lineStarts[index];
    if (start === undefined) return this.text.length;
    return Math.min(start + Math.max(0, position.column - 1), this.lineEnd(index));
  }

  /** The text of a line (from 1) without its terminator; empty where there is no such line. */
  lineText(line: number): string {
    const start = this.lineStarts[line - 1];
    return start === undefined ? '' : this.text.slice(start, this.lineEnd(line - 1));
  }

  private lineEnd(index: number): number {
    const next = this.lineStarts[index + 1];
    if (next === undefined) return this.text.length;
    return this.text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
