import type { BinaryOperator } from '../syntax/expression.js';
import {
  anyType,
  booleanType,
  durationType,
  type ExpressionType,
  numberType,
  stringType,
} from './types.js';

/** What an operator yields; undefined where it does not take these two. */
export function operatorType(
  operator: BinaryOperator,
  left: ExpressionType,
  right: ExpressionType,
): ExpressionType | undefined {
  switch (operator) {
    case '&&':
    case '||':
      return booleanType;
    case '==':
    case '!=':
      return isEither(left, right, 'null') || isSame(left, right) ? booleanType : undefined;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isSame(left, right) && isOrdered(left) && isOrdered(right) ? booleanType : undefined;
    case 'in':
      return canBeIn(left, right) ? booleanType : undefined;
    case 'matches':
      return mayBe(left, 'string') && mayBe(right, 'string') ? booleanType : undefined;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmeticType(operator, left, right);
  }
}

function mayBe({ kind }: ExpressionType, wanted: ExpressionType['kind']): boolean {
  return kind === 'any' || kind === wanted;
}

function isEither(
  left: ExpressionType,
  right: ExpressionType,
  kind: ExpressionType['kind'],
): boolean {
  return left.kind === kind || right.kind === kind;
}

function isSame(left: ExpressionType, right: ExpressionType): boolean {
  return isEither(left, right, 'any') || left.kind === right.kind;
}

function isOrdered(type: ExpressionType): boolean {
  return mayBe(type, 'number') || mayBe(type, 'string') || mayBe(type, 'duration');
}

function canBeIn(left: ExpressionType, right: ExpressionType): boolean {
  if (mayBe(right, 'list')) return true;
  return (right.kind === 'record' || right.kind === 'string') && mayBe(left, 'string');
}

type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** Numbers with numbers; durations as the table says; `+` joins strings. */
function arithmeticType(
  operator: Arithmetic,
  left: ExpressionType,
  right: ExpressionType,
): ExpressionType | undefined {
  const kinds = `${left.kind} ${operator} ${right.kind}`;
  const known = arithmetic.get(kinds);
  if (known !== undefined) return known;
  if (!isEither(left, right, 'any')) return undefined;
  const other = left.kind === 'any' ? right : left;
  const isPossible = other.kind === 'any' || other.kind === 'number' || other.kind === 'duration';
  return isPossible || (operator === '+' && other.kind === 'string') ? anyType : undefined;
}

const arithmetic: ReadonlyMap<string, ExpressionType> = new Map<string, ExpressionType>([
  ...(['+', '-', '*', '/', '%'] as const).map(
    (operator) => [`number ${operator} number`, numberType] as const,
  ),
  ['string + string', stringType],
  ['duration + duration', durationType],
  ['duration - duration', durationType],
  ['duration % duration', durationType],
  ['duration / duration', numberType],
  ['duration * number', durationType],
  ['duration / number', durationType],
  ['number * duration', durationType],
]);
