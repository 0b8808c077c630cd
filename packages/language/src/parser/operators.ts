import type { Token } from '../lexer/token.js';
import type { BinaryOperator } from '../syntax/expression.js';

/** How tightly operators bind, loosest first; all of them group to the left. */
export const precedence = {
  or: 1,
  and: 2,
  comparison: 3,
  sum: 4,
  product: 5,
} as const;

export interface InfixOperator {
  readonly operator: BinaryOperator;
  readonly precedence: number;
}

const { or, and, comparison, sum, product } = precedence;

const byMark: ReadonlyMap<string, InfixOperator> = table([
  ['||', '||', or],
  ['&&', '&&', and],
  ['==', '==', comparison],
  ['!=', '!=', comparison],
  ['<', '<', comparison],
  ['<=', '<=', comparison],
  ['>', '>', comparison],
  ['>=', '>=', comparison],
  ['+', '+', sum],
  ['-', '-', sum],
  ['*', '*', product],
  ['/', '/', product],
  ['%', '%', product],
]);

const byWord: ReadonlyMap<string, InfixOperator> = table([
  ['or', '||', or],
  ['and', '&&', and],
  ['in', 'in', comparison],
  ['matches', 'matches', comparison],
]);

function table(
  rows: readonly (readonly [string, BinaryOperator, number])[],
): ReadonlyMap<string, InfixOperator> {
  return new Map(rows.map(([text, operator, level]) => [text, { operator, precedence: level }]));
}

export function infixOperator(token: Token): InfixOperator | undefined {
  return token.kind === 'Identifier' ? byWord.get(token.text) : byMark.get(token.kind);
}
