import {
  ExpressionProblem,
  executeConsoleCommand,
  formatFully,
  isConsoleCommand,
  splitAssignment,
} from '@mso/debugger';
import { badExpression } from '../protocol/errors.js';
import type { Handlers, Request } from './handler.js';
import { readFrameOrTop } from './stack.js';
import { readHex, reportChange, valueBody } from './variables.js';

/** How much of a value is shown where; longer text is cut. */
const maxLengths: Readonly<Record<string, number>> = {
  hover: 1_000,
  watch: 500,
  repl: 10_000,
};

export const evaluateHandlers: Handlers = {
  evaluate: {
    needs: 'stopped',
    capabilities: { supportsEvaluateForHovers: true, supportsClipboardContext: true },
    serve: (request) => {
      try {
        return evaluate(request);
      } catch (problem) {
        if (problem instanceof ExpressionProblem) throw badExpression(problem.message);
        throw problem;
      }
    },
  },
};

function evaluate({ session, args, client }: Request): object {
  const context = args.optionalText('context') ?? 'watch';
  const frame = readFrameOrTop(session, args);
  let text = args.text('expression');
  if (context === 'repl' && isConsoleCommand(text)) {
    const result = executeConsoleCommand(session.debug, frame, text);
    return { result, variablesReference: 0 };
  }
  const assignment = context === 'repl' ? splitAssignment(text) : undefined;
  if (assignment) {
    session.assign(assignment.target, assignment.value, frame);
    reportChange(session, client, assignment.target);
    text = assignment.target;
  }
  const value = session.debug.evaluate(text, frame);
  if (context === 'clipboard') return { result: formatFully(value), variablesReference: 0 };
  const maxLength = maxLengths[context];
  const { value: result, ...rest } = valueBody(
    session,
    client,
    { frame, value, evaluateName: text },
    readHex(args),
    { keep: context === 'repl', ...(maxLength !== undefined && { maxLength }) },
  ) as { value: string };
  return { result, ...rest };
}
