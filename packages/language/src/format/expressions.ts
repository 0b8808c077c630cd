import type { Layout } from './layout.js';
import { stringInExpression } from './strings.js';

/**
 * Prints an expression, up to an offset, as it is written, with its comments. Only its line ends
 * become line feeds.
 */
export function printExpression(layout: Layout, end: number): void {
  let count = 0;
  while (layout.peek(count).start < end) count++;
  // A closing parenthesis may lie outside the expression that it closes.
  while (layout.peek(count).kind === ')') count++;
  let text = '';
  let at = layout.current.start;
  for (let index = 0; index < count; index++) {
    const token = layout.peek(index);
    const raw = layout.source.slice(token.start, token.end);
    text += withLineFeeds(layout.source.slice(at, token.start));
    text += token.kind === 'String' ? stringInExpression(raw) : raw;
    at = token.end;
  }
  layout.verbatim(count, text);
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}
