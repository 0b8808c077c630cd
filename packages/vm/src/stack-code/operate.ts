import {
  applyOperator,
  Budget,
  EvaluationError,
  type Span,
  type StrictOperator,
} from '@mso/values';
import type { Memory } from '../machine/memory.js';
import { Fault } from '../machine/runtime-error.js';
import type { Value } from '../values/value.js';
import { toValue, toView } from '../values/views.js';

/** What one instruction may cost, so that none runs or grows for ever. */
const limits = { steps: 1_000_000, size: 1_000_000 } as const;

/** Instructions have addresses, and their places in the text are found through these. */
export const noPlace: Span = { start: 0, end: 0 };

export function newBudget(): Budget {
  return new Budget(limits.steps, limits.size);
}

/** Applies an operator of the language to two values. @throws Fault */
export function operate(
  memory: Memory,
  operator: StrictOperator,
  left: Value,
  right: Value,
): Value {
  return asFault(() => {
    const operands = { left: toView(memory, left), right: toView(memory, right) };
    const result = applyOperator(operator, { ...operands, span: noPlace, budget: newBudget() });
    return toValue(memory, result);
  });
}

/** Errors of expressions are runtime errors of the same kind. */
export function asFault<Result>(evaluate: () => Result): Result {
  try {
    return evaluate();
  } catch (problem) {
    if (!(problem instanceof EvaluationError)) throw problem;
    throw new Fault(problem.kind, problem.message);
  }
}
