import type { SourceFile, Span } from '@mso/language';
import type { Position, Range } from 'vscode-languageserver';

/** The protocol counts lines and columns from 0, people and SourceFile count them from 1. */
export function positionAt(file: SourceFile, offset: number): Position {
  const { line, column } = file.positionAt(offset);
  return { line: line - 1, character: column - 1 };
}

export function rangeOf(file: SourceFile, { start, end }: Span): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}

/** A place beyond the text is moved to its end, one beyond a line to that line's end. */
export function offsetAt(file: SourceFile, { line, character }: Position): number {
  return file.offsetAt({ line: line + 1, column: character + 1 });
}

export function spanOfRange(file: SourceFile, { start, end }: Range): Span {
  return { start: offsetAt(file, start), end: offsetAt(file, end) };
}

/** Whether a place lies in a range; both of its ends count. */
export function contains({ start, end }: Range, place: Position): boolean {
  return !isBefore(place, start) && !isBefore(end, place);
}

export function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

/** Whether two ranges have a place in common. */
export function overlaps(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}
