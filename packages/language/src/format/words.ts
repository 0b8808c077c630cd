import { letterLength, wordEnd } from '../lexer/characters.js';
import { keywords } from '../lexer/token.js';

/**
 * Words that mean something of their own where a key or a step's name stands: in quotes they are
 * names in any case.
 */
const meaningful: ReadonlySet<string> = new Set(['when', 'step', 'stage', 'if', 'else']);

/** Words that would continue an expression, or a branch, that ends before them. */
export const continuingWords: ReadonlySet<string> = new Set(['and', 'or', 'in', 'matches', 'else']);

export function quoted(word: string): string {
  return `"${word}"`;
}

/** Whether what stands in quotes means the same without them. */
export function canBeBare(name: string): boolean {
  if (letterLength(name, 0) === 0 || wordEnd(name, 0) !== name.length) return false;
  return !keywords.has(name) && !meaningful.has(name) && !continuingWords.has(name);
}
