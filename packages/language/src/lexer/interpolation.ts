import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import type { Span } from '../text/span.js';
import { Char } from './characters.js';
import { resolveEscapes } from './escapes.js';
import { type PlaceholderScanner, startsPlaceholder } from './placeholders.js';

/** A stretch of a string: text, or a placeholder with its `${` and `}`. */
export interface StringPiece extends Span {
  readonly isPlaceholder: boolean;
  /** What a text means; a placeholder as it is written. */
  readonly text: string;
}

type Report = (diagnostic: Diagnostic) => void;

/** The pieces of a closed string in the order they stand; `token` covers its quotes. */
export function stringPieces(
  source: string,
  token: Span,
  scanner: PlaceholderScanner,
  report: Report,
): readonly StringPiece[] {
  const isBlock = source.startsWith('"""', token.start) && token.end - token.start >= 6;
  const quotes = isBlock ? 3 : 1;
  const content = { start: token.start + quotes, end: token.end - quotes };
  const spans = splitAtPlaceholders(source, content, isBlock, scanner, report);
  const meanings = isBlock ? blockTexts(source, content, spans) : undefined;
  return spans.map(({ start, end, isPlaceholder }, index) => {
    const raw = source.slice(start, end);
    if (isPlaceholder) return { start, end, isPlaceholder, text: raw };
    const text = meanings?.[index] ?? resolveEscapes(raw, start, report);
    return { start, end, isPlaceholder, text };
  });
}

type PieceSpan = Omit<StringPiece, 'text'>;

/**
 * A backslash hides the placeholder behind it; in a block it means nothing else, and so two of
 * them are no pair.
 */
function splitAtPlaceholders(
  source: string,
  content: Span,
  isBlock: boolean,
  scanner: PlaceholderScanner,
  report: Report,
): readonly PieceSpan[] {
  const pieces: PieceSpan[] = [];
  let start = content.start;
  const pushText = (end: number): void => {
    if (end > start) pieces.push({ start, end, isPlaceholder: false });
  };
  for (let at = start; at < content.end; at++) {
    if (source.charCodeAt(at) === Char.Backslash) {
      if (!isBlock || startsPlaceholder(source, at + 1)) at++;
      continue;
    }
    if (!startsPlaceholder(source, at)) continue;
    const close = scanner.closeOf(at);
    if (close === undefined || close >= content.end) {
      if (scanner.isFirstOpen(at)) report(neverClosed(at));
      continue;
    }
    pushText(at);
    pieces.push({ start: at, end: close + 1, isPlaceholder: true });
    start = close + 1;
    at = close;
  }
  pushText(content.end);
  return pieces;
}

export function neverClosed(start: number): Diagnostic {
  const hint = "close it with '}'; for the two characters themselves write \\${";
  const span = { start, end: start + 2 };
  return errorAt(span, 'E0104', "'${' is never closed on its line", { hint });
}

/**
 * What the texts of a `"""` block mean: without a first line that is empty and without the
 * indentation that all lines share. Placeholders stand within lines and change neither.
 */
function blockTexts(
  source: string,
  { start, end }: Span,
  pieces: readonly PieceSpan[],
): readonly string[] {
  const { indent, dropsFirst } = indentation(source.slice(start, end));
  return pieces.map((piece, index) => {
    if (piece.isPlaceholder) return '';
    const lines = source.slice(piece.start, piece.end).split(lineBreak);
    const isLastPiece = index === pieces.length - 1;
    const texts = lines.map((line, number) => {
      if (number === 0 && index > 0) return line;
      const isWhole = number < lines.length - 1 || isLastPiece;
      return isWhole && line.trim() === '' ? '' : line.slice(indent);
    });
    if (index === 0 && dropsFirst) texts.shift();
    return texts.join('\n').replaceAll('\\${', '${');
  });
}

const lineBreak = /\r\n|\r|\n/;

function indentation(content: string): { readonly indent: number; readonly dropsFirst: boolean } {
  const lines = content.split(lineBreak);
  const dropsFirst = lines.length > 1 && lines[0]?.trim() === '';
  let indent = Number.POSITIVE_INFINITY;
  for (const line of dropsFirst ? lines.slice(1) : lines) {
    if (line.trim() !== '') indent = Math.min(indent, line.length - line.trimStart().length);
  }
  return { indent, dropsFirst };
}

/** The text of a `"""` block without placeholders. */
export function dedent(content: string): string {
  const { indent, dropsFirst } = indentation(content);
  const lines = content.split(lineBreak);
  if (dropsFirst) lines.shift();
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent))).join('\n');
}
