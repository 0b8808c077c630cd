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
