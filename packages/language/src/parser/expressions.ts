import type { Token } from '../lexer/token.js';
import type { Expression, IndexExpression, RecordExpression } from '../syntax/expression.js';
import { isMemoryKey, referencePath } from '../syntax/reference-path.js';
import type { DurationUnit } from '../syntax/tree.js';
import { type Cursor, isClosing, isNameToken, isWord } from './cursor.js';
import { operatorsMax } from './limits.js';
import { infixOperator, precedence } from './operators.js';
import { placeholderExpression } from './placeholders.js';
import { enterLevel, skipBalanced, skipInList, startsPropertyOnNewLine } from './recovery.js';

/**
 * Reads an expression of language.md section 4.
 *
 * A `-` within a word belongs to the word (`steps.initial-response`), as everywhere in the
 * language: a difference needs a blank before its `-`.
 */
export function parseExpressionAt(cursor: Cursor): Expression {
  return parseChoice({ cursor, operators: 0, isBeforeBlock: false });
}

/** Reads an expression that a block follows: `{` begins a record only where it looks like one. */
export function parseCondition(cursor: Cursor): Expression {
  return parseChoice({ cursor, operators: 0, isBeforeBlock: true });
}

interface State {
  readonly cursor: Cursor;
  /** Operators, members and calls read so far; see operatorsMax. */
  operators: number;
  /** A `{` is the block's: not within brackets, which close before it. */
  isBeforeBlock: boolean;
}

function parseChoice(state: State): Expression {
  const { cursor } = state;
  if (!cursor.enter()) return skipTooDeep(cursor);
  const condition = parseInfix(state, precedence.or);
  const choice = cursor.accept('?') === undefined ? condition : parseBranches(state, condition);
  cursor.leave();
  return choice;
}

function parseBranches(state: State, condition: Expression): Expression {
  const { cursor } = state;
  const whenTrue = parseChoice(state);
  if (!cursor.accept(':')) {
    cursor.unexpected('E0201', "':' and what holds otherwise");
    const { start } = condition;
    const whenFalse = missing(cursor);
    return { kind: 'Choice', start, end: cursor.previousEnd, condition, whenTrue, whenFalse };
  }
  const whenFalse = parseChoice(state);
  const { start } = condition;
  return { kind: 'Choice', start, end: whenFalse.end, condition, whenTrue, whenFalse };
}

/** Reads operators that bind at least as tightly as `weakest`. */
function parseInfix(state: State, weakest: number): Expression {
  const { cursor } = state;
  let left = parsePrefix(state);
  for (;;) {
    const infix = infixOperator(cursor.current);
    if (infix === undefined || infix.precedence < weakest) return left;
    if (isNextKey(cursor) || !countOperator(state)) return left;
    cursor.advance();
    const right = isOperandMissing(state)
      ? expectExpression(cursor)
      : parseInfix(state, infix.precedence + 1);
    const { operator } = infix;
    left = { kind: 'Binary', start: left.start, end: right.end, operator, left, right };
  }
}

/**
 * Whether the next property begins where an operand should stand. Before a block a word and `{`
 * are an operand and the block; elsewhere a word and `[` that touch are an index (`steps["a"]`).
 */
function isOperandMissing({ cursor, isBeforeBlock }: State): boolean {
  if (!startsPropertyOnNewLine(cursor)) return false;
  const next = cursor.peekKind(1);
  if (cursor.isWord('not') && next !== '=') return false;
  if (next === '[') return !isBeforeBlock && !cursor.touchesNext();
  return next !== '{' || !isBeforeBlock;
}

/** Whether the word here is the key of the next property (`in = …`) rather than an operator. */
function isNextKey(cursor: Cursor): boolean {
  return cursor.is('Identifier') && cursor.peekKind(1) === '=';
}

function countOperator(state: State): boolean {
  state.operators++;
  if (state.operators <= operatorsMax) return true;
  const hint = `at most ${operatorsMax} operators are read`;
  state.cursor.error('E0214', 'the expression is too long', { hint });
  skipRest(state.cursor);
  return false;
}

/** `!` and `not` reach over comparisons; a unary `-` binds tighter than any operator. */
function parsePrefix(state: State): Expression {
  const { cursor } = state;
  const token = cursor.current;
  const isNot = token.kind === '!' || isNotWord(cursor);
  if (!isNot && token.kind !== '-') return parsePostfix(state);
  if (!cursor.enter()) return skipTooDeep(cursor);
  cursor.advance();
  const operand = isNot ? parseInfix(state, precedence.comparison) : parsePrefix(state);
  cursor.leave();
  const operator = isNot ? '!' : '-';
  return { kind: 'Unary', start: token.start, end: operand.end, operator, operand };
}

function isNotWord(cursor: Cursor): boolean {
  if (!cursor.is('Identifier') || cursor.current.text !== 'not') return false;
  const next = cursor.peekKind(1);
  return next !== '.' && next !== '?.' && next !== 'EndOfFile' && next !== '=';
}

function parsePostfix(state: State): Expression {
  const { cursor } = state;
  let object = parsePrimary(state);
  for (;;) {
    const { kind } = cursor.current;
    if (kind !== '.' && kind !== '?.' && kind !== '[' && kind !== '(') return object;
    if (kind === '(' && object.kind !== 'NameUse') return object;
    if (state.isBeforeBlock && startsBranches(cursor)) return object;
    if (!countOperator(state)) return object;
    if (kind === '[') object = parseIndex(state, object);
    else if (kind === '(' && object.kind === 'NameUse') {
      const { start, end, name: callee } = object;
      const args = parseList(state, ')', () => parseChoice(state));
      const calleeSpan = { start, end };
      object = { kind: 'Call', start, end: cursor.previousEnd, callee, calleeSpan, args };
    } else object = parseMember(cursor, object);
  }
}

function parseMember(cursor: Cursor, object: Expression): Expression {
  const optional = cursor.advance().kind === '?.';
  const { start } = object;
  if (!isNameToken(cursor.current) || cursor.is('String')) {
    cursor.unexpected('E0203', "a member's name");
    const at = cursor.previousEnd;
    const nameSpan = { start: at, end: at };
    return { kind: 'Member', start, end: at, object, name: '', nameSpan, optional };
  }
  const { text: name, start: nameStart, end } = cursor.advance();
  return {
    kind: 'Member',
    start,
    end,
    object,
    name,
    nameSpan: { start: nameStart, end },
    optional,
  };
}

/** Whether `[a | b]` follows a condition, whose braces are missing: no index looks like that. */
function startsBranches(cursor: Cursor): boolean {
  const behind = cursor.peekKind(2);
  return cursor.is('[') && (behind === '|' || behind === '->');
}

function parseIndex(state: State, object: Expression): Expression {
  const { cursor } = state;
  cursor.advance();
  const index = inBrackets(state, () => parseChoice(state));
  if (!cursor.accept(']')) cursor.unexpected('E0201', "']'");
  const [start, end] = [object.start, cursor.previousEnd];
  const expression: IndexExpression = { kind: 'Index', start, end, object, index };
  // A text in brackets behind `@path` is part of the reference, as it is where values stand.
  const text = index.kind === 'Literal' ? index.value : undefined;
  if (typeof text !== 'string' || !isMemoryKey(expression)) return expression;
  const path = referencePath({ path: expression.object.path, index: { text } });
  return { kind: 'MemoryUse', start, end, path };
}

function parsePrimary(state: State): Expression {
  const { cursor } = state;
  const token = cursor.current;
  const { start, end } = token;
  switch (token.kind) {
    case 'Identifier':
    case 'Keyword':
      return wordExpression(cursor.advance());
    case 'String':
      refuseInterpolation(cursor);
      return { kind: 'Literal', start, end, value: cursor.advance().text };
    case 'Number':
      return { kind: 'Literal', start, end, value: cursor.advance().value };
    case 'Duration': {
      const { value, text } = cursor.advance();
      return { kind: 'DurationLiteral', start, end, value, unit: text as DurationUnit };
    }
    case 'Variable':
      return { kind: 'Environment', start, end, name: cursor.advance().text };
    case 'Reference':
      return { kind: 'MemoryUse', start, end, path: cursor.advance().text };
    case 'Placeholder':
      return placeholderExpression(cursor, cursor.advance(), parseExpressionAt);
    case '[': {
      const items = parseList(state, ']', () => parseChoice(state));
      return { kind: 'List', start, end: cursor.previousEnd, items };
    }
    case '{': {
      if (state.isBeforeBlock && cursor.peekKind(2) !== ':') return expectExpression(cursor);
      const entries = parseList(state, '}', () => parseEntry(state));
      return { kind: 'Record', start, end: cursor.previousEnd, entries };
    }
    case '(':
      return parseParentheses(state);
    default:
      return expectExpression(cursor);
  }
}

function expectExpression(cursor: Cursor): Expression {
  cursor.unexpected('E0207', 'an expression');
  return missing(cursor);
}

function wordExpression({ kind, text, start, end }: Token): Expression {
  if (kind === 'Keyword') {
    if (text === 'true') return { kind: 'Literal', start, end, value: true };
    if (text === 'false') return { kind: 'Literal', start, end, value: false };
    if (text === 'null') return { kind: 'Literal', start, end, value: null };
  }
  return { kind: 'NameUse', start, end, name: text };
}

/** Within an expression, strings are joined by `+`. */
function refuseInterpolation(cursor: Cursor): void {
  if (cursor.current.value !== 1) return;
  const hint = "join the parts with '+'; for the characters themselves write \\${";
  cursor.error('E0104', "'${…}' means nothing in a string within an expression", { hint });
}

/** The parentheses belong to the expression's span, so that its text can be read by itself. */
function parseParentheses(state: State): Expression {
  const { cursor } = state;
  const { start } = cursor.advance();
  const inner = inBrackets(state, () => parseChoice(state));
  if (!cursor.accept(')')) cursor.unexpected('E0201', "')'");
  return { ...inner, start, end: cursor.previousEnd };
}

function inBrackets<Result>(state: State, read: () => Result): Result {
  const { isBeforeBlock } = state;
  state.isBeforeBlock = false;
  const result = read();
  state.isBeforeBlock = isBeforeBlock;
  return result;
}

/** Reads what stands between brackets, with commas; the current token is the opening one. */
function parseList<Item>(
  state: State,
  close: ')' | ']' | '}',
  parseOne: () => Item | undefined,
): Item[] {
  const { cursor } = state;
  const items: Item[] = [];
  cursor.advance();
  while (!cursor.is(close) && !cursor.isAtEnd) {
    const item = inBrackets(state, parseOne);
    if (item !== undefined) items.push(item);
    if (cursor.accept(',') || cursor.is(close)) continue;
    cursor.unexpected('E0201', `',' or '${close}'`);
    return items;
  }
  if (!cursor.accept(close)) cursor.unexpected('E0201', `'${close}'`);
  return items;
}

function parseEntry(state: State): RecordExpression['entries'][number] | undefined {
  const { cursor } = state;
  if (!isNameToken(cursor.current)) {
    cursor.unexpected('E0203', 'a key, as in { key: value }');
    skipInList(cursor);
    return undefined;
  }
  const { text: key } = cursor.advance();
  if (!cursor.accept(':')) {
    cursor.unexpected('E0201', "':' after the key");
    return { key, value: missing(cursor) };
  }
  return { key, value: parseChoice(state) };
}

function skipTooDeep(cursor: Cursor): Expression {
  enterLevel(cursor);
  skipRest(cursor);
  return missing(cursor);
}

/** Skips to where the whole expression may end, so that a limit makes one diagnostic. */
function skipRest(cursor: Cursor): void {
  while (!cursor.isAtEnd && !isClosing(cursor.current.kind) && !cursor.is('{')) {
    skipBalanced(cursor);
  }
  cursor.silenceHere();
}

function missing(cursor: Cursor): Expression {
  const at = cursor.previousEnd;
  return { kind: 'MissingExpression', start: at, end: at };
}

/** Whether the token can begin an expression. */
export function startsExpression(token: Token): boolean {
  return isWord(token) || expressionOpeners.has(token.kind);
}

const expressionOpeners: ReadonlySet<string> = new Set([
  ...['String', 'Number', 'Duration', 'Variable', 'Placeholder', 'Reference'],
  ...['[', '(', '{', '!', '-'],
]);
