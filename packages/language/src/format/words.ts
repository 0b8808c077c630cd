import { letterLength, wordEnd } from '../lexer/characters.js';
import { keywords, type Token } from '../lexer/token.js';
import { isWord } from '../parser/cursor.js';

/**
 * Words that mean something of their own where a key or a step's name stands: in quotes they are
 * names in any case.
 */
const meaningful: ReadonlySet<string> = new Set(['when', 'step', 'stage', 'if', 'else']);

/** Words that would continue an expression, or a branch, that ends before them. */
const continuing: ReadonlySet<string> = new Set(['and', 'or', 'in', 'matches', 'else']);

export function quoted(word: string): string {
  return `"${word}"`;
}

/** Whether what stands in quotes means the same without them. */
export function canBeBare(name: string): boolean {
  if (letterLength(name, 0) === 0 || wordEnd(name, 0) !== name.length) return false;
  return !keywords.has(name) && !meaningful.has(name) && !continuing.has(name);
}

/** A key as it should be written; undefined: as it is. */
export function keyText(token: Token): string | undefined {
  if (!isWord(token)) return canBeBare(token.text) ? token.text : undefined;
  return continuing.has(token.text) ? quoted(token.text) : undefined;
}

/** The name of a step in a flow as it should be written; undefined: as it is. */
export function stepNameText(token: Token): string | undefined {
  if (!isWord(token)) return canBeBare(token.text) ? token.text : undefined;
  return token.kind === 'Identifier' && !canBeBare(token.text) ? quoted(token.text) : undefined;
}
