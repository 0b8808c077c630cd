import { dedent } from '../lexer/interpolation.js';
import { PlaceholderScanner, startsPlaceholder } from '../lexer/placeholders.js';

/**
 * A string in double quotes, from how it is written. Its escapes and placeholders stay; a
 * carriage return becomes an escape, as the result has no other line ends than line feeds.
 */
export function stringText(raw: string, indent: string): string {
  if (raw.startsWith('"""')) return textBlock(dedent(raw.slice(3, -3)), indent);
  return visibleReturns(raw.startsWith("'") ? inDoubleQuotes(raw) : raw);
}

/** A string within an expression: only its line ends change. */
export function stringInExpression(raw: string): string {
  return raw.startsWith('"""') ? raw.replaceAll(/\r\n?/g, '\n') : visibleReturns(raw);
}

/** A text block with each line indented; it means the same when it is read again. */
function textBlock(text: string, indent: string): string {
  if (!text.includes('\n')) return `"""${text}"""`;
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const content = lines.map((line) => (line === '' ? '\n' : `\n${indent}${line}`));
  return `"""${content.join('')}\n${indent}${last}"""`;
}

function inDoubleQuotes(raw: string): string {
  const scanner = new PlaceholderScanner(raw);
  let text = '';
  for (let at = 1; at < raw.length - 1; ) {
    const end = partEnd(raw, at, scanner);
    const part = raw.slice(at, end);
    if (part === "\\'") text += "'";
    else text += part === '"' ? '\\"' : part;
    at = end;
  }
  return `"${text}"`;
}

/** The end of an escape, a placeholder or a character. */
function partEnd(raw: string, at: number, scanner: PlaceholderScanner): number {
  if (raw.charAt(at) === '\\') return at + 2;
  const close = startsPlaceholder(raw, at) ? scanner.closeOf(at) : undefined;
  return (close ?? at) + 1;
}

function visibleReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r', '\\r') : text;
}
