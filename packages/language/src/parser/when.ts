import { expressionText } from '../expression/expression-text.js';
import type { Property, StringValue } from '../syntax/tree.js';
import type { Cursor } from './cursor.js';
import { parseExpressionAt, startsExpression } from './expressions.js';
import { readName } from './names.js';

/** Whether the condition of a step begins here; the caller knows that it is in a step. */
export function startsWhen(cursor: Cursor): boolean {
  return cursor.isWord('when') && cursor.peekKind(1) === '=';
}

/** `when = EXPR`. */
export function parseWhen(cursor: Cursor): Property {
  const key = readName(cursor);
  cursor.advance();
  const at = cursor.previousEnd;
  if (!startsExpression(cursor.current) || isNextProperty(cursor)) {
    cursor.error('E0207', "expected a condition after 'when ='", { at: key });
    const value = { kind: 'Missing', start: at, end: at } as const;
    return { kind: 'Property', start: key.start, end: at, key, value, incomplete: true };
  }
  const { result: expression, isWrong } = cursor.watch(() => parseExpressionAt(cursor));
  const { start, end } = expression;
  const text = expressionText(cursor.text.slice(start, end));
  const value: StringValue = { kind: 'String', start, end, text };
  const node = { kind: 'Property', start: key.start, end, key, value, expression } as const;
  return isWrong ? { ...node, incomplete: true } : node;
}

function isNextProperty(cursor: Cursor): boolean {
  return cursor.isFirstOnLine() && cursor.peekKind(1) === '=';
}
