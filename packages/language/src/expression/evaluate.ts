import type { Expression } from '../syntax/expression.js';
import { EvaluationError, type ExpressionValue, type Scope } from './value.js';

/** The value of an expression; throws an EvaluationError where it has none. */
export function evaluate(expression: Expression, _scope: Scope): ExpressionValue {
  throw new EvaluationError('ResourceNotFound', 'Nothing is known yet', expression);
}
