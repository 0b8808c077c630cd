import { EvaluationError, type ExpressionValue, type Scope } from '@mso/values';
import type { Expression } from '../syntax/expression.js';
import { evaluate } from './evaluate.js';

/** The value of an expression that is the same in every run, or the error that it always is. */
export type Constant = { readonly value: ExpressionValue } | { readonly error: EvaluationError };

const emptyScope: Scope = { lookup: () => undefined, names: () => [] };
const limits = { stepsMax: 10_000, sizeMax: 10_000 };

/** Undefined where a name decides, or where finding out would take long. */
export function constantOf(expression: Expression): Constant | undefined {
  if (!isConstant(expression)) return undefined;
  try {
    return { value: evaluate(expression, emptyScope, limits) };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return error.kind === 'LimitExceeded' ? undefined : { error };
  }
}

function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'Literal':
    case 'DurationLiteral':
      return true;
    case 'NameUse':
    case 'Environment':
    case 'MemoryUse':
    case 'MissingExpression':
      return false;
    case 'List':
      return expression.items.every(isConstant);
    case 'Record':
      return expression.entries.every(({ value }) => isConstant(value));
    case 'Unary':
      return isConstant(expression.operand);
    case 'Binary':
      return isConstant(expression.left) && isConstant(expression.right);
    case 'Choice':
      return [expression.condition, expression.whenTrue, expression.whenFalse].every(isConstant);
    case 'Member':
      return isConstant(expression.object);
    case 'Index':
      return isConstant(expression.object) && isConstant(expression.index);
    case 'Call':
      return expression.args.every(isConstant);
  }
}
