import { compilePattern } from './pattern.js';
import type { Span } from './span.js';
import { EvaluationError, type ExpressionValue } from './value.js';
import {
  areEqual,
  type Budget,
  isDuration,
  isList,
  isRecord,
  itemsOf,
  kindName,
} from './values.js';

/** The operators that evaluate both sides. */
export type StrictOperator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'matches'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** What an operator works on; `span` is the whole of it. */
export interface Operands {
  readonly left: ExpressionValue;
  readonly right: ExpressionValue;
  readonly span: Span;
  readonly budget: Budget;
}

export function applyOperator(operator: StrictOperator, operands: Operands): ExpressionValue {
  switch (operator) {
    case '==':
      return equal(operands, operator);
    case '!=':
      return !equal(operands, operator);
    case '<':
      return compareOperands(operands, operator) < 0;
    case '<=':
      return compareOperands(operands, operator) <= 0;
    case '>':
      return compareOperands(operands, operator) > 0;
    case '>=':
      return compareOperands(operands, operator) >= 0;
    case 'in':
      return isIn(operands);
    case 'matches':
      return matches(operands);
    case '+':
      return add(operands);
    case '-':
    case '*':
    case '/':
    case '%':
      return calculate(operands, operator);
  }
}

/** Anything may be compared with null; else only values of one kind. */
function equal({ left, right, span, budget }: Operands, operator: string): boolean {
  if (left !== null && right !== null && family(left) !== family(right)) {
    throw mismatch(operator, left, right, span);
  }
  return areEqual(left, right, budget, span);
}

/** The kind, but int and float are one. */
function family(value: ExpressionValue): string {
  return typeof value === 'number' ? 'number' : kindName(value);
}

function mismatch(
  operator: string,
  left: ExpressionValue,
  right: ExpressionValue,
  span: Span,
): EvaluationError {
  const message = `'${operator}' does not take ${kindName(left)} and ${kindName(right)}`;
  return new EvaluationError('TypeConversion', message, span);
}

function compareOperands({ left, right, span }: Operands, operator: string): number {
  const order = compareValues(left, right);
  if (order === undefined) throw mismatch(operator, left, right, span);
  return order;
}

/** Below, at or above 0; undefined for values that have no order. */
export function compareValues(left: ExpressionValue, right: ExpressionValue): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (isDuration(left) && isDuration(right)) return left.milliseconds - right.milliseconds;
  return undefined;
}

/** An item in a list, a key in a record, a part in a string. */
function isIn({ left, right, span, budget }: Operands): boolean {
  if (isList(right)) {
    for (const item of itemsOf(right, budget, span)) {
      if (areEqual(left, item, budget, span)) return true;
    }
    return false;
  }
  if (typeof left === 'string' && isRecord(right)) return right.get(left) !== undefined;
  if (typeof left === 'string' && typeof right === 'string') return right.includes(left);
  throw mismatch('in', left, right, span);
}

function matches({ left, right, span, budget }: Operands): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') {
    throw mismatch('matches', left, right, span);
  }
  const pattern = compilePattern(right);
  if (typeof pattern === 'string') {
    throw new EvaluationError('InvalidArgument', `The pattern is wrong: ${pattern}`, span);
  }
  return pattern.test(left, (units) => budget.spend(units, span));
}

function add(operands: Operands): ExpressionValue {
  const { left, right, span, budget } = operands;
  if (typeof left !== 'string' || typeof right !== 'string') return calculate(operands, '+');
  budget.checkSize(left.length + right.length, span);
  return left + right;
}

type Arithmetic = '+' | '-' | '*' | '/' | '%';

function calculate({ left, right, span }: Operands, operator: Arithmetic): ExpressionValue {
  const wrong = (): EvaluationError => mismatch(operator, left, right, span);
  if (typeof left === 'number' && typeof right === 'number') {
    return arithmetic(operator, left, right, span);
  }
  if (isDuration(left) && isDuration(right)) {
    if (operator === '*') throw wrong();
    const result = arithmetic(operator, left.milliseconds, right.milliseconds, span);
    return operator === '/' ? result : { ...left, milliseconds: result };
  }
  if (isDuration(left) && typeof right === 'number' && (operator === '*' || operator === '/')) {
    return { ...left, milliseconds: arithmetic(operator, left.milliseconds, right, span) };
  }
  if (typeof left === 'number' && isDuration(right) && operator === '*') {
    return { ...right, milliseconds: arithmetic('*', left, right.milliseconds, span) };
  }
  throw wrong();
}

function arithmetic(operator: Arithmetic, left: number, right: number, span: Span): number {
  if ((operator === '/' || operator === '%') && right === 0) {
    throw new EvaluationError('DivisionByZero', 'Division by zero', span);
  }
  return checkNumber(compute(operator, left, right), span);
}

function compute(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

/** No expression yields an infinity or a NaN; a negative zero is a zero. */
export function checkNumber(value: number, span: Span): number {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  throw new EvaluationError('LimitExceeded', 'The number is too large', span);
}
