import type { Token } from '../lexer/token.js';
import type { Name } from '../syntax/tree.js';
import { type Cursor, isNameToken } from './cursor.js';

export function nameFrom(token: Token, text = token.text): Name {
  const { start, end } = token;
  return { kind: 'Name', start, end, text };
}

/** A word, keyword or string as a key; the caller has looked. */
export function readName(cursor: Cursor): Name {
  const token = cursor.advance();
  return nameFrom(token, cursor.sharedWord(token.text));
}

/** The name after a declaration's keyword. A bare keyword is taken, with an error. */
export function readDeclaredName(cursor: Cursor, owner: string): Name | undefined {
  const isNextDeclaration = cursor.is('Keyword') && cursor.isFirstOnLine();
  if (!isNameToken(cursor.current) || isNextDeclaration) {
    cursor.unexpected('E0202', `the name of the ${owner}`, `as in ${owner} "name" { … }`);
    return undefined;
  }
  if (cursor.is('Keyword')) {
    const word = cursor.current.text;
    const message = `'${word}' is a keyword and cannot be a bare name`;
    cursor.error('E0202', message, { hint: `quote it: ${owner} "${word}"` });
  }
  return readName(cursor);
}
