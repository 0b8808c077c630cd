import type { Span } from '../text/span.js';

/**
 * The smallest part of a text that means something.
 *
 * All tokens share one shape, so that reading a long text stays fast; a TokenList makes them. What
 * `text` and `value` hold depends on the kind:
 *
 * - Identifier, Keyword: `text` is the word.
 * - String: `text` is the content without quotes and escapes; `value` is 1 where it holds
 *   placeholders, 2 where it is never closed.
 * - Number: `value`. Duration: `value` whole units of the DurationUnit that `text` names.
 * - Variable (`$NAME`), Reference (`@a.b`): `text` is the name.
 * - Placeholder (`${…}`): `text` is what stands between the braces; `value` is 1 where it is
 *   closed.
 * - Story: `text` is the cleaned backstory; the token lies between the braces.
 * - Everything else: nothing.
 */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  readonly value: number;
}

export type TokenKind =
  | 'Identifier'
  | 'Keyword'
  | 'String'
  | 'Number'
  | 'Duration'
  | 'Variable'
  | 'Placeholder'
  | 'Reference'
  | 'Story'
  | Punctuation
  | 'Unknown'
  | 'EndOfFile';

export const punctuationMarks = [
  ...(['{', '}', '[', ']', '(', ')', ',', '.', '=', '->', '|', ';', ':', '?', '?.'] as const),
  ...(['==', '!=', '<', '<=', '>', '>=', '&&', '||', '!', '+', '-', '*', '/', '%', '~'] as const),
] as const;

export type Punctuation = (typeof punctuationMarks)[number];

export interface Comment extends Span {
  readonly marker: '#' | '//';
}

/** Words that can be a name only in quotes. */
export const keywords: ReadonlySet<string> = new Set([
  'project',
  'agent',
  'workflow',
  'memory',
  'context',
  'crew',
  'plugin',
  'database',
  'step',
  'pipeline',
  'trigger',
  'capabilities',
  'backstory',
  'secrets',
  'variables',
  'embeddings',
  'true',
  'false',
  'null',
  'depends_on',
  'parallel',
  'timeout',
  'load',
]);
