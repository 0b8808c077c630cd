import { SourceFile, type Span } from '@mso/language';
import type { Position, Range } from 'vscode-languageserver';
import { positionAt, rangeOf } from '../text/positions.js';

/** A text of a test without its markers, and what they marked. */
export interface Marked {
  readonly text: string;
  /** Every `<|>`. */
  readonly cursors: readonly Position[];
  /** Every `<|…|>`. */
  readonly ranges: readonly Range[];
}

/** Texts of tests say where the cursor is (`<|>`) and which stretches matter (`<|…|>`). */
export function readMarkers(marked: string): Marked {
  let text = '';
  const cursors: number[] = [];
  const spans: Span[] = [];
  const open: number[] = [];
  for (const part of marked.split(/(<\|>|<\||\|>)/)) {
    if (part === '<|>') cursors.push(text.length);
    else if (part === '<|') open.push(text.length);
    else if (part === '|>') spans.push({ start: open.pop() ?? 0, end: text.length });
    else text += part;
  }
  const file = new SourceFile('', text);
  return {
    text,
    cursors: cursors.map((offset) => positionAt(file, offset)),
    ranges: spans.map((span) => rangeOf(file, span)),
  };
}

/** The text with `<|…|>` around some ranges. */
export function markRanges(text: string, ranges: readonly Range[]): string {
  const file = new SourceFile('', text);
  const marks = ranges.flatMap(({ start, end }) => [
    { at: offset(file, start), mark: '<|' },
    { at: offset(file, end), mark: '|>' },
  ]);
  // From the end on, so that no mark moves another.
  return marks
    .sort((a, b) => b.at - a.at || (a.mark < b.mark ? -1 : 1))
    .reduce((marked, { at, mark }) => marked.slice(0, at) + mark + marked.slice(at), text);
}

function offset(file: SourceFile, { line, character }: Position): number {
  return file.offsetAt({ line: line + 1, column: character + 1 });
}
