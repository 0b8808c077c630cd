import { type Cursor, isClosing, isNameToken, isOpening, isWord } from './cursor.js';
import { isOpeningWord } from './heads.js';

export function isDeclarationKeyword(cursor: Cursor): boolean {
  return cursor.is('Keyword') && isOpeningWord(cursor.current.text);
}

/**
 * Whether a declaration that can only stand at the top level begins here, inside a block: then
 * the block's `}` is missing.
 *
 * Counting braces finds most places to go on from, but not this one. Only an unindented line
 * counts. One that may be a member too, as `memory { … }`, counts only in a block whose members
 * are otherwise indented; and where the block is closed further down, it is one.
 */
export function startsTopLevel(cursor: Cursor, membersAreIndented: boolean): boolean {
  const { head } = cursor;
  if (head === undefined || head === 'declaration') return head !== undefined;
  if (head === 'declaration or member' && !membersAreIndented) return false;
  return !cursor.isInClosedBlock();
}

/**
 * Whether what can only stand in the block of a workflow begins here, in a block within that: then
 * the `}` of this one is missing.
 */
function startsSection(cursor: Cursor): boolean {
  if (!cursor.isBelowSections || !cursor.isFirstOnLine()) return false;
  const next = cursor.peekKind(1);
  if (cursor.isWord('pipeline')) return next === '{' && isFlowAhead(cursor);
  if (!cursor.isWord('step') && !cursor.isWord('stage')) return false;
  return (next === 'String' || next === 'Identifier') && cursor.peekKind(2) === '{';
}

/** Whether the braces behind the current token hold steps, and not properties. */
function isFlowAhead(cursor: Cursor): boolean {
  if (cursor.peekKind(2) === '[') return true;
  const behind = cursor.peekKind(3);
  return isNameToken(cursor.peek(2)) && behind !== '=' && behind !== '{' && behind !== '[';
}

/** Whether a block ends here for want of its `}`. */
export function endsUnclosed(cursor: Cursor, membersAreIndented: boolean): boolean {
  return startsTopLevel(cursor, membersAreIndented) || startsSection(cursor);
}

/**
 * Skips to where the next member of a block can begin: a key, on a line of its own or followed
 * by `=`, or the block's `}`. Brackets are skipped whole.
 */
export function skipToMember(cursor: Cursor): void {
  while (!cursor.isAtEnd && !cursor.is('}') && !endsUnclosed(cursor, true)) {
    if (startsMember(cursor)) return;
    skipBalanced(cursor);
  }
}

/**
 * Skips the current token, and with an opening bracket everything up to its closing one; but
 * never a declaration that follows an unclosed bracket.
 */
export function skipBalanced(cursor: Cursor): void {
  let depth = 0;
  do {
    const { kind } = cursor.advance();
    if (isOpening(kind)) depth++;
    else if (isClosing(kind)) depth--;
  } while (depth > 0 && !cursor.isAtEnd && !startsTopLevel(cursor, true));
}

/** Enters one more level; where that is too deep, skips the bracketed part that begins here. */
export function enterLevel(cursor: Cursor): boolean {
  if (cursor.enter()) return true;
  skipBalanced(cursor);
  cursor.silenceHere();
  return false;
}

function startsMember(cursor: Cursor): boolean {
  if (!isNameToken(cursor.current)) return false;
  return cursor.peekKind(1) === '=' || cursor.isFirstOnLine();
}

/** Whether a key with its value begins here, on a line of its own, where a value should stand. */
export function startsPropertyOnNewLine(cursor: Cursor): boolean {
  if (!isNameToken(cursor.current) || !cursor.isFirstOnLine()) return false;
  const next = cursor.peekKind(1);
  if (next === '=') return true;
  if (!isWord(cursor.current)) return false;
  if (next === '{' || next === '[') return !cursor.isFirstOnLine(1);
  return startsBlockWithName(cursor);
}

/** Whether a declaration, a step or the like begins here; `true` on its own line is a value. */
function startsBlockWithName(cursor: Cursor): boolean {
  if (!cursor.is('Keyword') || valueWords.has(cursor.current.text)) return false;
  return cursor.peekKind(1) === 'String' && !cursor.isFirstOnLine(1) && cursor.peekKind(2) === '{';
}

const valueWords: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * Skips one construct of a dialect that is not read, so that it makes one diagnostic: its
 * header, and then its body by the delimiter.
 */
export function skipForeignConstruct(cursor: Cursor): void {
  const { start } = cursor.current;
  cursor.advance();
  while (isNameToken(cursor.current) && !cursor.isFirstOnLine()) cursor.advance();
  skipForeignBody(cursor, start);
}

/**
 * Skips to the bracket that matches the one here, to the `>` or `;` that ends a line's worth of
 * its own, or to the end of the line. What begins at `start` is then ignored as a whole.
 */
export function skipForeignBody(cursor: Cursor, start: number): void {
  if (cursor.accept('=') && isOpening(cursor.current.kind)) skipBalanced(cursor);
  else if (cursor.is('{') || cursor.is('[')) skipBalanced(cursor);
  else if (cursor.is('<')) skipToLineOf(cursor, '>');
  else if (cursor.is(':')) skipToLineOf(cursor, ';');
  while (!cursor.isAtEnd && !cursor.isFirstOnLine() && !cursor.is('}')) skipBalanced(cursor);
  cursor.ignoreSince(start);
}

function skipToLineOf(cursor: Cursor, close: '>' | ';'): void {
  while (!cursor.isAtEnd && !startsTopLevel(cursor, true)) {
    const isLast = cursor.is(close) && (cursor.isFirstOnLine() || cursor.isFirstOnLine(1));
    skipBalanced(cursor);
    if (isLast) return;
  }
}

/** Skips to the next line at the top level that can begin something. */
export function skipToDeclaration(cursor: Cursor): void {
  while (!cursor.isAtEnd) {
    if (cursor.isFirstOnLine() && isWord(cursor.current)) {
      const next = cursor.peekKind(1);
      const isOpener = isDeclarationKeyword(cursor) && (next === 'String' || next === '{');
      if (isOpener || cursor.isAtColumnOne()) return;
    }
    skipBalanced(cursor);
  }
}

/** Skips to the end of a list's item: a comma, a bracket that closes, or the next line. */
export function skipInList(cursor: Cursor): void {
  do skipBalanced(cursor);
  while (
    !cursor.isAtEnd &&
    !cursor.is(',') &&
    !isClosing(cursor.current.kind) &&
    !cursor.isFirstOnLine()
  );
}
