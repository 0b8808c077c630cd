import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import { Char, isNewline, isWhitespace, lineEndFrom } from './characters.js';

export interface ScannedString {
  readonly end: number;
  readonly text: string;
  readonly closed: boolean;
}

/**
 * Reads `"…"` or `'…'` from its opening quote.
 *
 * A string may contain line breaks, so a forgotten quote would swallow the text up to the next
 * string. It is recognised by what follows its supposed end: a string that spans lines and is
 * directly followed by a word or another quote ended, in truth, where its first line ends.
 */
export function scanString(
  text: string,
  start: number,
  multiline: boolean,
  report: (diagnostic: Diagnostic) => void,
): ScannedString {
  const quote = text.charCodeAt(start);
  const end = findClosingQuote(text, start + 1, quote, multiline);
  if (end === undefined || isSuspicious(text, start, end)) {
    const lineEnd = lineEndFrom(text, start);
    report(unterminated(start, start + 1));
    return { end: lineEnd, text: text.slice(start + 1, lineEnd).trimEnd(), closed: false };
  }
  const raw = text.slice(start + 1, end);
  const content = raw.includes('\\') ? resolveEscapes(raw, start + 1, report) : raw;
  return { end: end + 1, text: content, closed: true };
}

/** Reads `"""…"""`: no escapes, the first line break and the common indent are dropped. */
export function scanTextBlock(
  text: string,
  start: number,
  report: (diagnostic: Diagnostic) => void,
): ScannedString {
  const close = text.indexOf('"""', start + 3);
  if (close >= 0) {
    return { end: close + 3, text: dedent(text.slice(start + 3, close)), closed: true };
  }
  const lineEnd = lineEndFrom(text, start);
  report(unterminated(start, start + 3));
  return { end: lineEnd, text: text.slice(start + 3, lineEnd).trimEnd(), closed: false };
}

function unterminated(start: number, end: number): Diagnostic {
  return errorAt({ start, end }, 'E0101', 'unterminated string', {
    hint: 'close it with the same quote',
  });
}

function findClosingQuote(
  text: string,
  from: number,
  quote: number,
  multiline: boolean,
): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === Char.Backslash) at++;
    else if (!multiline && isNewline(code)) return undefined;
  }
  return undefined;
}

function isSuspicious(text: string, start: number, end: number): boolean {
  const next = end + 1;
  if (next >= text.length) return false;
  const code = text.charCodeAt(next);
  if (isWhitespace(code) || ',]})#;|:?=!<>+-*/%&.'.includes(text.charAt(next))) return false;
  return spansLines(text, start, end);
}

/** Looks no further than the string: a line may be as long as the whole text. */
function spansLines(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (isNewline(text.charCodeAt(at))) return true;
  }
  return false;
}

function resolveEscapes(raw: string, offset: number, report: (d: Diagnostic) => void): string {
  let result = '';
  let copied = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
    const escaped = raw.charAt(at + 1);
    result += raw.slice(copied, at);
    copied = at + 2;
    const meaning = escapes.get(escaped);
    if (meaning === undefined) {
      const span = { start: offset + at, end: offset + at + 2 };
      report(
        errorAt(span, 'E0102', `unknown escape '\\${escaped}'`, {
          hint: 'escapes are \\n \\t \\r \\\\ \\" and \\\'; a backslash itself is \\\\',
        }),
      );
    }
    result += meaning ?? escaped;
  }
  return result + raw.slice(copied);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
]);

function dedent(content: string): string {
  const lines = content.split(/\r\n|\r|\n/);
  if (lines.length > 1 && lines[0]?.trim() === '') lines.shift();
  let indent = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (line.trim() !== '') indent = Math.min(indent, line.length - line.trimStart().length);
  }
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent))).join('\n');
}
