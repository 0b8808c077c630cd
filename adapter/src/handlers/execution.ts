import type { Granularity, StepKind } from '@mso/debugger';
import type { Arguments } from '../protocol/arguments.js';
import { invalidArguments, unknownThread } from '../protocol/errors.js';
import { mainThread } from '../protocol/wire.js';
import type { Handler, Handlers } from './handler.js';

export const executionHandlers: Handlers = {
  threads: {
    needs: 'loaded',
    serve: () => ({ threads: [{ id: mainThread, name: 'main' }] }),
  },
  continue: {
    needs: 'stopped',
    serve: ({ session, args }) => {
      checkThread(args);
      session.endStop();
      session.debug.continue();
      return { allThreadsContinued: true };
    },
  },
  next: {
    ...step('over'),
    capabilities: { supportsSteppingGranularity: true },
  },
  stepIn: step('in'),
  stepOut: step('out'),
  pause: {
    needs: 'loaded',
    serve: ({ session, args }) => {
      checkThread(args);
      session.debug.pause();
      return undefined;
    },
  },
};

function step(kind: StepKind): Handler {
  return {
    needs: 'stopped',
    serve: ({ session, args }) => {
      checkThread(args);
      const granularity = readGranularity(args);
      session.endStop();
      session.debug.step(kind, granularity);
      return undefined;
    },
  };
}

/** Every request about a thread names one; there is only the one. */
export function checkThread(args: Arguments): void {
  const id = args.integer('threadId');
  if (id !== mainThread) throw unknownThread(id);
}

function readGranularity(args: Arguments): Granularity {
  const word = args.optionalText('granularity') ?? 'statement';
  if (word === 'statement' || word === 'line' || word === 'instruction') return word;
  throw invalidArguments('arguments.granularity must be statement, line or instruction');
}
