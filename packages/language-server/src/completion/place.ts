import type { BlockKind, Span } from '@mso/language';
import type { Analysis } from '../workspace/analysis.js';
import { type Frame, PlaceScanner } from './place-scanner.js';

/** What stands at a place of the text, and so what may be written there. */
export type Place = {
  /** What is replaced: the word, the text or the name that the place is in. */
  readonly typed: Span;
} & (
  | { readonly kind: 'declaration' }
  | { readonly kind: 'key'; readonly frame: Frame }
  | { readonly kind: 'value'; readonly block: BlockKind | undefined; readonly key: string }
  | { readonly kind: 'flow' }
  | { readonly kind: 'expression'; readonly before: string; readonly inString: boolean }
  | { readonly kind: 'environment' }
  | { readonly kind: 'reference' }
  | { readonly kind: 'file' }
  | { readonly kind: 'nothing' }
);

/**
 * Finds out what may stand at an offset from the tokens before it. The tree does not help where
 * something is just being typed: what is wrong there, it has repaired.
 */
export function placeAt(analysis: Analysis, offset: number): Place {
  const { tokens, comments, program } = analysis.parsed;
  const nothing: Place = { kind: 'nothing', typed: { start: offset, end: offset } };
  // The end of a comment still belongs to it, as it reaches to the end of its line.
  if (comments.some(({ start, end }) => start < offset && offset <= end)) return nothing;
  const declaration = program.declarations.findLast(({ start }) => start < offset);
  const scanner = new PlaceScanner(tokens, declaration?.start ?? 0);
  const touched = scanner.readTo(offset);
  const typed = touched ?? { start: offset, end: offset };
  const { text } = analysis.file;
  switch (touched?.kind) {
    case 'Story':
    case 'Number':
    case 'Duration':
      return nothing;
    case 'Variable':
      return { kind: 'environment', typed: { start: typed.start, end: typed.end } };
    case 'Reference':
      return { kind: 'reference', typed: { start: typed.start, end: typed.end } };
    case 'String':
    case 'Placeholder': {
      const expression = placeholderBefore(text, typed.start, offset);
      if (expression !== undefined) {
        return {
          kind: 'expression',
          before: expression,
          inString: true,
          typed: word(text, offset),
        };
      }
    }
  }
  return withTyped(scanner.place(text, offset), typed, text, offset);
}

type Found = ReturnType<PlaceScanner['place']>;

function withTyped(found: Found, typed: Span, text: string, offset: number): Place {
  if (found.kind === 'expression') {
    return { ...found, inString: false, typed: word(text, offset) };
  }
  return { ...found, typed: { start: typed.start, end: typed.end } };
}

/** The beginning of the placeholder that an offset in a string lies in. */
function placeholderBefore(text: string, start: number, offset: number): string | undefined {
  const before = text.slice(start, offset);
  const open = before.lastIndexOf('${');
  if (open < 0 || before.charAt(open - 1) === '\\') return undefined;
  const expression = before.slice(open + 2);
  return /[}\n]/.test(expression) ? undefined : expression;
}

/** The word of an expression that an offset lies in. */
function word(text: string, offset: number): Span {
  let start = offset;
  while (start > 0 && /[\p{L}\p{N}_-]/u.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (/[\p{L}\p{N}_-]/u.test(text.charAt(end))) end++;
  return { start, end };
}
