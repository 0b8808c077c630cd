import type { Punctuation } from './token.js';

const single: ReadonlyMap<number, Punctuation> = new Map(
  (
    [
      ...(['{', '}', '[', ']', '(', ')', ',', '.', '=', '|', ';', ':', '?'] as const),
      ...(['<', '>', '!', '+', '-', '*', '/', '%', '~'] as const),
    ] as const
  ).map((mark) => [mark.charCodeAt(0), mark]),
);

/** By first character, then by second. */
const double: ReadonlyMap<number, ReadonlyMap<number, Punctuation>> = new Map(
  Object.entries({
    '-': ['->'],
    '?': ['?.'],
    '=': ['=='],
    '!': ['!='],
    '<': ['<='],
    '>': ['>='],
    '&': ['&&'],
    '|': ['||'],
  } as const).map(([first, marks]) => [
    first.charCodeAt(0),
    new Map(marks.map((mark) => [mark.charCodeAt(1), mark])),
  ]),
);

/** The longest punctuation mark that begins at `at`. */
export function punctuationAt(text: string, at: number): Punctuation | undefined {
  const code = text.charCodeAt(at);
  return double.get(code)?.get(text.charCodeAt(at + 1)) ?? single.get(code);
}
