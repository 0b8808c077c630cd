import { ExpressionProblem, type StepKind } from '@mso/debugger';
import type { Journal } from '@mso/vm';
import type { AdapterSession } from '../adapter-session.js';
import { badExpression, notKept } from '../protocol/errors.js';
import { readGranularity, readThread } from './execution.js';
import type { Handler, Handlers } from './handler.js';
import { readFrameOrTop } from './stack.js';

/**
 * Going back in time, and to other moments. What the protocol has no request for has one of ours,
 * whose name begins with `mso/`.
 */
export const travelHandlers: Handlers = {
  stepBack: { ...stepBack('over'), capabilities: { supportsStepBack: true } },
  'mso/stepBackInto': stepBack('in'),
  'mso/stepBackOut': stepBack('out'),
  reverseContinue: {
    needs: 'stopped',
    serve: ({ session, args }) => {
      readThread(session, args);
      journalOf(session);
      session.endStop();
      session.debug.reverseContinue();
      return undefined;
    },
  },
  'mso/goToPosition': {
    needs: 'stopped',
    serve: ({ session, args, afterResponse }) => {
      const position = args.integer('position');
      journalOf(session);
      afterResponse(() => {
        session.endStop();
        session.debug.goTo(position);
      });
      return undefined;
    },
  },
  'mso/goToLastWrite': {
    needs: 'stopped',
    serve: ({ session, args }) => {
      journalOf(session);
      const frame = readFrameOrTop(session, args);
      const expression = args.text('expression');
      try {
        session.debug.evaluate(expression, frame);
        session.debug.goToLastWrite(expression, frame);
      } catch (problem) {
        if (problem instanceof ExpressionProblem) throw badExpression(problem.message);
        throw problem;
      }
      session.endStop();
      return undefined;
    },
  },
  'mso/timeline': {
    needs: 'stopped',
    serve: ({ session }) => {
      const journal = journalOf(session);
      const { start, end, position, isTruncated } = journal;
      return { start, end, position, isTruncated, moments: session.debug.moments };
    },
  },
};

function stepBack(kind: StepKind): Handler {
  return {
    needs: 'stopped',
    serve: ({ session, args }) => {
      const thread = readThread(session, args);
      const granularity = readGranularity(args);
      journalOf(session);
      session.endStop();
      session.debug.stepBack(kind, granularity, thread);
      return undefined;
    },
  };
}

/** @throws RequestError where the past is not kept */
function journalOf({ debug }: AdapterSession): Journal {
  if (debug.journal === undefined) throw notKept();
  return debug.journal;
}
