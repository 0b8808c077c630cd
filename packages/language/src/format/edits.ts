import type { Span } from '../text/span.js';
import type { Piece } from './layout.js';

/** Replaces a stretch of the text. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text that the pieces make. */
export function joinPieces(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += piece.gap + piece.text;
  return text === '' ? '' : `${text}\n`;
}

/**
 * What must change in the source to make it the text of the pieces; in order, never touching
 * each other. Only changes that lie within `range` are made.
 */
export function editsFor(source: string, pieces: readonly Piece[], range: Span): TextEdit[] {
  const edits: TextEdit[] = [];
  const change = (start: number, end: number, text: string): void => {
    if (start < range.start || end > range.end || source.slice(start, end) === text) return;
    const last = edits.at(-1);
    if (last?.span.end !== start) edits.push({ span: { start, end }, text });
    else
      edits[edits.length - 1] = { span: { start: last.span.start, end }, text: last.text + text };
  };
  let at = 0;
  for (const piece of pieces) {
    change(at, piece.start, piece.gap);
    change(piece.start, piece.end, piece.text);
    at = piece.end;
  }
  change(at, source.length, pieces.length === 0 ? '' : '\n');
  // A comma that only moved from one piece to the next made two changes that are none.
  return edits.filter(({ span, text }) => source.slice(span.start, span.end) !== text);
}
