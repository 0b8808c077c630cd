import { PlaceholderScanner, parseExpression } from '@mso/language';
import type { TextPiece } from './quote.js';

/** Longer ones are taken for text, so that hostile texts are cut in bounded time. */
const placeholderMax = 10_000;

/** A text in which every `${…}` that holds an expression is a placeholder, cut into its pieces. */
export function placeholderPieces(text: string): readonly TextPiece[] {
  const scanner = new PlaceholderScanner(text);
  const pieces: TextPiece[] = [];
  let start = 0;
  const pushText = (end: number): void => {
    if (end > start) pieces.push({ text: text.slice(start, end), isPlaceholder: false });
  };
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at + 2)) {
    if (at < start) continue;
    const placeholder = placeholderAt(text, at, scanner);
    if (placeholder === undefined) continue;
    pushText(at);
    pieces.push({ text: placeholder, isPlaceholder: true });
    start = at + placeholder.length;
  }
  pushText(text.length);
  return pieces;
}

/** The placeholder that begins at an offset; undefined where it holds no expression. */
export function placeholderAt(
  text: string,
  start: number,
  scanner = new PlaceholderScanner(text),
): string | undefined {
  const close = scanner.closeOf(start);
  if (close === undefined || close - start > placeholderMax) return undefined;
  const placeholder = text.slice(start, close + 1);
  const { diagnostics } = parseExpression(placeholder.slice(2, -1));
  return diagnostics.length === 0 ? placeholder : undefined;
}
