import { ExpressionProblem, type StepKind, workflowStates } from '@mso/debugger';
import { badExpression } from '../protocol/errors.js';
import { readGranularity, readThread } from './execution.js';
import type { Handler, Handlers } from './handler.js';
import { readFrameOrTop } from './stack.js';

/**
 * Going back in time, and to other moments. What the protocol has no request for has one of ours,
 * whose name begins with `mso/`.
 */
export const travelHandlers: Handlers = {
  stepBack: { ...stepBack('over'), capabilities: { supportsStepBack: true } },
  'mso/stepBackInto': unforeseen(stepBack('in')),
  'mso/stepBackOut': unforeseen(stepBack('out')),
  reverseContinue: {
    needs: 'stopped',
    serve: ({ session, args }) => {
      readThread(session, args);
      session.requireJournal();
      session.endStop();
      session.debug.travel.reverseContinue();
      return undefined;
    },
  },
  'mso/goToPosition': unforeseen({
    needs: 'stopped',
    serve: ({ session, args, afterResponse }) => {
      const position = args.integer('position');
      session.requireJournal();
      afterResponse(() => {
        session.endStop();
        session.debug.travel.goTo(position);
      });
      return undefined;
    },
  }),
  'mso/goToLastWrite': unforeseen({
    needs: 'stopped',
    serve: ({ session, args }) => {
      session.requireJournal();
      const frame = readFrameOrTop(session, args);
      const expression = args.text('expression');
      try {
        session.debug.evaluate(expression, frame);
        session.debug.travel.goToLastWrite(expression, frame);
      } catch (problem) {
        if (problem instanceof ExpressionProblem) throw badExpression(problem.message);
        throw problem;
      }
      session.endStop();
      return undefined;
    },
  }),
  'mso/steps': {
    needs: 'loaded',
    serve: ({ session, args }) => {
      session.tellsSteps ||= args.optionalBoolean('subscribe') ?? false;
      return { workflows: workflowStates(session.debug.vm) };
    },
  },
  'mso/figures': {
    needs: 'loaded',
    serve: ({ session }) => {
      const { executedInstructions, nowMs } = session.debug.vm;
      return { instructions: executedInstructions, machineMs: nowMs };
    },
  },
  'mso/timeline': {
    needs: 'stopped',
    serve: ({ session }) => {
      const journal = session.requireJournal();
      const { start, end, position, isTruncated } = journal;
      return { start, end, position, isTruncated, moments: session.debug.moments };
    },
  },
};

/** The protocol implies of its own requests that the program goes on; of ours it has to be told. */
function unforeseen(handler: Handler): Handler {
  return {
    ...handler,
    serve: (request) => {
      const { session } = request;
      const { currentThread: threadId } = session.debug;
      const then: (() => void)[] = [];
      const answer = handler.serve({ ...request, afterResponse: (action) => then.push(action) });
      request.afterResponse(() => {
        session.connection.event('continued', { threadId, allThreadsContinued: true });
        for (const action of then) action();
      });
      return answer;
    },
  };
}

function stepBack(kind: StepKind): Handler {
  return {
    needs: 'stopped',
    serve: ({ session, args }) => {
      const thread = readThread(session, args);
      const granularity = readGranularity(session, args);
      session.requireJournal();
      session.endStop();
      const from = session.debug.threadOf(thread);
      if (from) session.debug.travel.stepBack(kind, granularity, from);
      return undefined;
    },
  };
}
