import type { Expression } from '@mso/language';
import type { HelixVM } from '@mso/vm';
import { type Evaluator, ExpressionProblem } from '../evaluation/evaluator.js';
import { type Frame, frameAt } from '../views/frames.js';
import { formatFully } from '../views/full-text.js';

/**
 * Where the value of an expression became another, as a watcher for a piece of the past: the
 * position behind the instruction that wrote it. The expression is evaluated in the same frame of
 * the same thread, as long as there is one; where it has no value, that is a value too.
 */
export function watchWrite(
  evaluator: Evaluator,
  expression: Expression,
  { thread, depth }: Frame,
): (isFirst: boolean) => () => boolean {
  return () => {
    let last: string | undefined;
    return () => {
      const now = valueText(evaluator, expression, thread.id, depth);
      const isWritten = last !== undefined && last !== now;
      last = now;
      return isWritten;
    };
  };
}

function valueText(
  evaluator: Evaluator,
  expression: Expression,
  threadId: number,
  depth: number,
): string {
  const frame = frameIn(evaluator.vm, threadId, depth);
  try {
    return formatFully(evaluator.evaluate(expression, frame));
  } catch (problem) {
    if (!(problem instanceof ExpressionProblem)) throw problem;
    return `! ${problem.message}`;
  }
}

function frameIn(vm: HelixVM, threadId: number, depth: number): Frame | undefined {
  const thread = vm.scheduler.threads.find(({ id }) => id === threadId);
  return thread && frameAt(vm, depth, thread);
}
