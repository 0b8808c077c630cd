import type { Granularity, StepKind } from '@mso/debugger';
import type { AdapterSession } from '../adapter-session.js';
import type { Arguments } from '../protocol/arguments.js';
import { invalidArguments, staleReference, unknownThread } from '../protocol/errors.js';
import type { Handler, Handlers } from './handler.js';

export const executionHandlers: Handlers = {
  threads: {
    needs: 'loaded',
    serve: ({ session }) => ({
      threads: session.debug.threads.map(({ id, name }) => ({ id, name })),
    }),
  },
  continue: {
    needs: 'stopped',
    capabilities: { supportsSingleThreadExecutionRequests: true },
    serve: ({ session, args }) => {
      const alone = readAlone(session, args);
      session.endStop();
      session.noteFuture(session.debug.continue(alone));
      return { allThreadsContinued: alone === undefined };
    },
  },
  next: {
    ...step('over'),
    capabilities: { supportsSteppingGranularity: true },
  },
  stepIn: {
    needs: 'stopped',
    serve: (request) => {
      const { session, args } = request;
      const id = args.optionalInteger('targetId');
      if (id === undefined) return step('in').serve(request);
      const alone = readAlone(session, args);
      const name = session.stepTargets.get(id);
      if (name === undefined) throw staleReference('target', id);
      session.endStop();
      session.noteFuture(session.debug.stepInto({ name }, alone));
      return undefined;
    },
  },
  stepOut: step('out'),
  pause: {
    needs: 'loaded',
    serve: ({ session, args }) => {
      readThread(session, args);
      session.debug.pause();
      return undefined;
    },
  },
};

function step(kind: StepKind): Handler {
  return {
    needs: 'stopped',
    serve: ({ session, args }) => {
      const thread = readThread(session, args);
      const alone = readAlone(session, args);
      const granularity = readGranularity(session, args);
      session.endStop();
      session.noteFuture(session.debug.step(kind, granularity, thread, alone));
      return undefined;
    },
  };
}

/** The thread that a request is about. @throws RequestError where there is no such */
export function readThread({ debug }: AdapterSession, args: Arguments): number {
  const wanted = args.integer('threadId');
  if (debug.threads.some(({ id }) => id === wanted)) return wanted;
  throw unknownThread(wanted);
}

/** The thread that goes on where the others are to stand still. */
function readAlone(session: AdapterSession, args: Arguments): number | undefined {
  const thread = readThread(session, args);
  return args.optionalBoolean('singleThread') ? thread : undefined;
}

/** @throws RequestError where it is none of the three */
export function readGranularity({ isInListing }: AdapterSession, args: Arguments): Granularity {
  if (isInListing) return 'instruction';
  const word = args.optionalText('granularity') ?? 'statement';
  if (word === 'statement' || word === 'line' || word === 'instruction') return word;
  throw invalidArguments('arguments.granularity must be statement, line or instruction');
}
