import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import type { Span } from '../text/span.js';
import { Char, isNewline, isWhitespace, lineEndFrom } from './characters.js';
import { resolveEscapes } from './escapes.js';
import { dedent, stringPieces } from './interpolation.js';
import { type PlaceholderScanner, startsPlaceholder } from './placeholders.js';

export interface ScannedString {
  readonly end: number;
  /** Absent where it is just what stands between two quotes. */
  readonly text?: string;
  readonly closed: boolean;
  /** Whether it holds a placeholder. */
  readonly isInterpolated: boolean;
}

/** What reading a string needs besides its text. */
export interface StringContext {
  readonly scanner: PlaceholderScanner;
  readonly report: (diagnostic: Diagnostic) => void;
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
  context: StringContext,
): ScannedString {
  const end = findClosingQuote(text, start, multiline, context.scanner);
  if (end === undefined || isSuspicious(text, start, end)) {
    return unterminated(text, start, 1, context);
  }
  const raw = text.slice(start + 1, end);
  if (raw.includes('${')) return withPieces(text, { start, end: end + 1 }, context);
  const string = { end: end + 1, closed: true, isInterpolated: false };
  if (!raw.includes('\\')) return string;
  return { ...string, text: resolveEscapes(raw, start + 1, context.report) };
}

/**
 * Reads `"""…"""`: no escapes but `\${`, the first line break and the common indent are
 * dropped.
 */
export function scanTextBlock(text: string, start: number, context: StringContext): ScannedString {
  const close = text.indexOf('"""', start + 3);
  if (close < 0) return unterminated(text, start, 3, context);
  const content = text.slice(start + 3, close);
  if (content.includes('${')) return withPieces(text, { start, end: close + 3 }, context);
  return { end: close + 3, text: dedent(content), closed: true, isInterpolated: false };
}

function withPieces(text: string, token: Span, { scanner, report }: StringContext): ScannedString {
  const pieces = stringPieces(text, token, scanner, report);
  const isInterpolated = pieces.some(({ isPlaceholder }) => isPlaceholder);
  const content = pieces.map((piece) => piece.text).join('');
  return { end: token.end, text: content, closed: true, isInterpolated };
}

function unterminated(
  text: string,
  start: number,
  quotes: number,
  { report }: StringContext,
): ScannedString {
  const hint = 'close it with the same quote';
  report(errorAt({ start, end: start + quotes }, 'E0101', 'unterminated string', { hint }));
  const end = lineEndFrom(text, start);
  const content = text.slice(start + quotes, end).trimEnd();
  return { end, text: content, closed: false, isInterpolated: false };
}

/** The quote that closes the one at `start`; those within placeholders do not. */
function findClosingQuote(
  text: string,
  start: number,
  multiline: boolean,
  scanner: PlaceholderScanner,
): number | undefined {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === Char.Backslash) at++;
    else if (code === Char.Dollar && startsPlaceholder(text, at)) at = scanner.closeOf(at) ?? at;
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
