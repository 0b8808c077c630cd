import type { Token } from '../lexer/token.js';
import type {
  ArrayValue,
  Block,
  DurationUnit,
  Member,
  Name,
  ObjectValue,
  Property,
  Story,
  Value,
} from '../syntax/tree.js';
import { spanOf } from '../text/span.js';
import { type Cursor, isClosing, isNameToken } from './cursor.js';
import { interpolatedString, placeholderValue } from './interpolations.js';
import { withoutRoom } from './lists.js';
import { nameFrom, readName } from './names.js';
import {
  endsUnclosed,
  enterLevel,
  skipInList,
  skipToMember,
  startsPropertyOnNewLine,
  startsTopLevel,
} from './recovery.js';
import { reportUnclosed } from './unclosed.js';
import { parseWhen, startsWhen } from './when.js';

/** Reads one member of a block; undefined where it found none and skipped to the next. */
export type MemberParser = (cursor: Cursor) => Member | undefined;

/** Reads `{ … }`; the current token is the `{`. */
export function parseBlock(cursor: Cursor, parse: MemberParser): Block {
  const open = spanOf(cursor.current);
  const { start } = open;
  if (!enterLevel(cursor)) {
    return unclosedBlock(start, open.end, cursor.previousEnd, []);
  }
  cursor.advance();
  const members = parseMembers(cursor, parse);
  cursor.leave();
  const close = cursor.accept('}');
  if (close === undefined) {
    reportUnclosed(cursor, open, "the '{' of this block is never closed");
    return unclosedBlock(start, open.end, cursor.previousEnd, members);
  }
  cursor.noteClose(open, close);
  const { start: bodyEnd, end } = close;
  return { kind: 'Block', start, end, bodyStart: open.end, bodyEnd, members };
}

function unclosedBlock(
  start: number,
  bodyStart: number,
  end: number,
  members: readonly Member[],
): Block {
  return { kind: 'Block', start, end, bodyStart, bodyEnd: undefined, members, incomplete: true };
}

/** Reads a block whose `{` is missing, as has been said. */
export function parseUnopenedBlock(cursor: Cursor, parse: MemberParser): Block {
  const { start } = cursor.current;
  const members = parseMembers(cursor, parse);
  cursor.accept('}');
  return unclosedBlock(start, start, cursor.previousEnd, members);
}

function parseMembers(cursor: Cursor, parse: MemberParser): readonly Member[] {
  const members: Member[] = [];
  const membersAreIndented = !cursor.isAtColumnOne();
  while (!cursor.isAtEnd && !cursor.is('}') && !endsUnclosed(cursor, membersAreIndented)) {
    if (skipSeparator(cursor)) continue;
    const member = parse(cursor);
    if (member !== undefined) members.push(member);
  }
  return withoutRoom(members);
}

function skipSeparator(cursor: Cursor): boolean {
  if (cursor.accept(',')) return true;
  if (!cursor.is(';')) return false;
  cursor.error('E0210', "';' is no separator", { hint: "leave it out, or write ','" });
  cursor.advance();
  return true;
}

/** Reads a property, or a backstory in braces. */
export function parseMember(cursor: Cursor): Property | Story | undefined {
  if (!isNameToken(cursor.current)) {
    cursor.unexpected('E0203', "a property's name or '}'");
    skipWrongMember(cursor);
    return undefined;
  }
  if (cursor.isInListedStep && startsWhen(cursor)) return parseWhen(cursor);
  const key = readName(cursor);
  if (cursor.is('{') && cursor.peekKind(1) === 'Story') return parseStory(cursor, key);
  return parsePropertyAfterKey(cursor, key);
}

/** A bracket that closes nothing here would otherwise be met again and again. */
function skipWrongMember(cursor: Cursor): void {
  if (isClosing(cursor.current.kind)) cursor.advance();
  skipToMember(cursor);
}

function parseStory(cursor: Cursor, key: Name): Story {
  const open = spanOf(cursor.advance());
  const { text } = cursor.advance();
  const close = cursor.accept('}');
  if (close !== undefined) cursor.noteClose(open, close);
  const node = { kind: 'Story', start: key.start, end: cursor.previousEnd, key, text } as const;
  return close === undefined ? { ...node, incomplete: true } : node;
}

function parsePropertyAfterKey(cursor: Cursor, key: Name): Property {
  if (cursor.is('=') || cursor.is(':')) {
    if (cursor.is(':')) cursor.error('E0205', "expected '=', found ':'", { hint: "write '='" });
    cursor.advance();
    return property(key, parsePropertyValue(cursor));
  }
  if (cursor.is('{')) return property(key, parseObject(cursor));
  if (cursor.is('[')) return property(key, parseArray(cursor));
  cursor.error('E0205', `expected '=', '{' or '[' after '${key.text}'`, { at: key });
  if (startsUnopenedBlock(cursor)) return property(key, parseUnopenedObject(cursor));
  if (key.text === 'backstory' && cursor.isIndentedUnderPrevious()) skipUnopenedStory(cursor, key);
  if (!cursor.isFirstOnLine()) skipToMember(cursor);
  return property(key, missing(cursor));
}

/** Whether properties follow that are indented as those of a block, whose `{` is missing. */
function startsUnopenedBlock(cursor: Cursor): boolean {
  return (
    isNameToken(cursor.current) && cursor.isIndentedUnderPrevious() && cursor.peekKind(1) === '='
  );
}

/** Skips lines of free text that are indented under their key, and their `}` if they have one. */
function skipUnopenedStory(cursor: Cursor, key: Name): void {
  const { start } = cursor.current;
  while (!cursor.isAtEnd && cursor.isIndentedUnder(key)) {
    do cursor.advance();
    while (!cursor.isAtEnd && !cursor.isFirstOnLine());
  }
  if (cursor.is('}') && cursor.isIndentedAs(key)) cursor.advance();
  cursor.ignoreSince(start);
}

function parseUnopenedObject(cursor: Cursor): ObjectValue {
  const block = parseUnopenedBlock(cursor, parseMember);
  const { start, end } = block;
  return { kind: 'Object', start, end, block, incomplete: true };
}

function property(key: Name, value: Value): Property {
  const { start } = key;
  const { end } = value;
  if (value.kind !== 'Missing') return { kind: 'Property', start, end, key, value };
  return { kind: 'Property', start, end, key, value, incomplete: true };
}

/** Reads the value after a property's `=`. */
export function parsePropertyValue(cursor: Cursor): Value {
  const value = parseValue(cursor);
  if (cursor.is('.') && cursor.touchesPrevious() && value.kind === 'Identifier') {
    const hint = `quote the value: "${value.text}.…"`;
    cursor.error('E0203', "a bare word holds no '.'", { hint });
    while (!cursor.isAtEnd && cursor.touchesPrevious() && !endsWord(cursor)) cursor.advance();
  }
  return value;
}

function endsWord(cursor: Cursor): boolean {
  return isClosing(cursor.current.kind) || cursor.is(',') || cursor.is(';');
}

/** Reads a value, or `a -> b -> c`. */
export function parseValue(cursor: Cursor): Value {
  const first = parseAtom(cursor);
  if (!cursor.is('->')) return first;
  const names: Name[] = [];
  const name = nameOfValue(cursor, first);
  if (name !== undefined) names.push(name);
  const { isWrong } = cursor.watch(() => {
    while (cursor.accept('->')) {
      const isNext = startsPropertyOnNewLine(cursor);
      if (isNameToken(cursor.current) && !isNext) names.push(readName(cursor));
      else cursor.unexpected('E0208', "a step's name after '->'");
    }
  });
  const node = { kind: 'Pipeline', start: first.start, end: cursor.previousEnd, names } as const;
  return isWrong ? { ...node, incomplete: true } : node;
}

function nameOfValue(cursor: Cursor, value: Value): Name | undefined {
  const { start, end } = value;
  if (value.kind === 'Identifier' || value.kind === 'String') {
    return { kind: 'Name', start, end, text: value.text };
  }
  if (value.kind !== 'Missing') {
    cursor.error('E0208', "only steps' names stand in a pipeline", { at: value });
  }
  return undefined;
}

function parseAtom(cursor: Cursor): Value {
  const token = cursor.current;
  if (isNameToken(token) && startsPropertyOnNewLine(cursor)) return expectValue(cursor);
  const { start, end, text, value } = token;
  switch (token.kind) {
    case 'Identifier':
    case 'Keyword':
      return wordValue(cursor.advance());
    case 'String':
      cursor.advance();
      if (value === 1) return interpolatedString(cursor, token);
      if (value === 2) return { kind: 'String', start, end, text, incomplete: true };
      return { kind: 'String', start, end, text };
    case 'Number':
      cursor.advance();
      return { kind: 'Number', start, end, value };
    case 'Duration':
      cursor.advance();
      return { kind: 'Duration', start, end, value, unit: text as DurationUnit };
    case 'Variable':
      cursor.advance();
      return { kind: 'Variable', start, end, scope: 'environment', name: text };
    case 'Placeholder':
      return placeholderValue(cursor, cursor.advance());
    case 'Reference':
      return parseReference(cursor);
    case '[':
      return parseArray(cursor);
    case '{':
      return parseObject(cursor);
    case '(':
      return parseParentheses(cursor);
    case '-':
      return parseNegative(cursor);
    default:
      return expectValue(cursor);
  }
}

function wordValue({ kind, start, end, text }: Token): Value {
  if (kind === 'Keyword') {
    if (text === 'true') return { kind: 'Bool', start, end, value: true };
    if (text === 'false') return { kind: 'Bool', start, end, value: false };
    if (text === 'null') return { kind: 'Null', start, end };
  }
  return { kind: 'Identifier', start, end, text };
}

/** Reports that a value is missing: at the next token, or where this line ends. */
function expectValue(cursor: Cursor): Value {
  if (cursor.isFirstOnLine() || cursor.isAtEnd) {
    const end = cursor.previousEnd;
    cursor.error('E0207', 'expected a value', { at: { start: Math.max(0, end - 1), end } });
  } else {
    cursor.unexpected('E0207', 'a value');
  }
  return missing(cursor);
}

function missing(cursor: Cursor): Value {
  return { kind: 'Missing', start: cursor.previousEnd, end: cursor.previousEnd };
}

/** `@path`, or `@file[key]` where the bracket touches the reference. */
function parseReference(cursor: Cursor): Value {
  const { start, end, text: path } = cursor.advance();
  if (!cursor.is('[') || !cursor.touchesPrevious()) return { kind: 'Reference', start, end, path };
  cursor.advance();
  if (!isNameToken(cursor.current)) {
    cursor.unexpected('E0206', "the key of '@file[key]'");
    if (!cursor.is(']')) skipInList(cursor);
    cursor.accept(']');
    return { kind: 'Reference', start, end: cursor.previousEnd, path, incomplete: true };
  }
  const index = nameFrom(cursor.advance());
  const isClosed = cursor.accept(']') !== undefined;
  if (!isClosed) cursor.unexpected('E0201', "']' after the key");
  const node = { kind: 'Reference', start, end: cursor.previousEnd, path, index } as const;
  return isClosed ? node : { ...node, incomplete: true };
}

function parseNegative(cursor: Cursor): Value {
  const next = cursor.peek(1);
  const { start, end } = cursor.current;
  if (next.start !== end || (next.kind !== 'Number' && next.kind !== 'Duration')) {
    return expectValue(cursor);
  }
  cursor.advance();
  if (next.kind === 'Duration') {
    const hint = "leave the '-' out";
    const at = { start, end: next.end };
    cursor.error('E0103', 'a duration cannot be negative', { hint, at });
    return parseAtom(cursor);
  }
  cursor.advance();
  return { kind: 'Number', start, end: next.end, value: -next.value };
}

function parseParentheses(cursor: Cursor): Value {
  const { start } = cursor.current;
  if (!enterLevel(cursor)) return { kind: 'Missing', start, end: cursor.previousEnd };
  cursor.advance();
  const value = parseValue(cursor);
  cursor.leave();
  if (!cursor.accept(')')) cursor.unexpected('E0201', "')'");
  return value;
}

/** Reads `{ key = value … }` where a value stands; the current token is the `{`. */
export function parseObject(cursor: Cursor): ObjectValue {
  const block = parseBlock(cursor, parseMember);
  const { start, end } = block;
  if (!block.incomplete) return { kind: 'Object', start, end, block };
  return { kind: 'Object', start, end, block, incomplete: true };
}

/** Reads `[ … ]`; the current token is the `[`. */
export function parseArray(cursor: Cursor): ArrayValue {
  const open = spanOf(cursor.current);
  const { start } = open;
  if (!enterLevel(cursor)) {
    return { kind: 'Array', start, end: cursor.previousEnd, items: [], incomplete: true };
  }
  cursor.advance();
  const items = parseItems(cursor);
  cursor.leave();
  if (cursor.accept(']')) return { kind: 'Array', start, end: cursor.previousEnd, items };
  if (cursor.is('}') && !cursor.closesBlockOfThisLine()) {
    cursor.unexpected('E0201', "']'");
    cursor.advance();
    return { kind: 'Array', start, end: cursor.previousEnd, items, incomplete: true };
  }
  reportUnclosed(cursor, open, "the '[' of this list is never closed");
  return { kind: 'Array', start, end: cursor.previousEnd, items, incomplete: true };
}

function parseItems(cursor: Cursor): readonly Value[] {
  const items: Value[] = [];
  while (!endsArray(cursor)) parseItem(cursor, items);
  return withoutRoom(items);
}

function endsArray(cursor: Cursor): boolean {
  if (cursor.is(']') || cursor.is('}') || cursor.isAtEnd) return true;
  return startsTopLevel(cursor, true) || startsPropertyOnNewLine(cursor);
}

function parseItem(cursor: Cursor, items: Value[]): void {
  if (skipSeparator(cursor)) return;
  const item = parseValue(cursor);
  if (item.kind === 'Missing') return skipInList(cursor);
  items.push(item);
  if (!cursor.is('=')) return;
  const hint = 'an object in a list is written { key = value }';
  cursor.error('E0207', "a list holds values, not 'key = value'", { hint });
  cursor.advance();
  if (!endsArray(cursor)) parseValue(cursor);
}
