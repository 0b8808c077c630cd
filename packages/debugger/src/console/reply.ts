import { replyFor } from '@mso/vm';
import { type Evaluator, ExpressionProblem, parse } from '../evaluation/evaluator.js';
import { toMachine } from '../evaluation/to-machine.js';
import type { Frame } from '../views/frames.js';

/**
 * Answers in place of an agent: the one that a thread waits for, or the one that it asks with its
 * next instruction.
 *
 * @param text an expression; its value is what the agent is taken to have answered
 * @returns which agent was answered for
 * @throws ExpressionProblem where no agent is asked, or the text is no expression
 */
export function replyForAgent(evaluator: Evaluator, text: string, frame: Frame): string {
  const { vm } = evaluator;
  const expression = parse(text);
  const output = toMachine(evaluator.evaluate(expression, frame), expression);
  const answered = replyFor(vm, frame.thread, { kind: 'output', output });
  if (answered === undefined) {
    throw new ExpressionProblem('no agent is asked here: stop where one is, or while one answers');
  }
  return answered;
}
