import { interruptedExitCode, type Leaving } from '../attach/seated.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Handlers } from './handler.js';

export const endingHandlers: Handlers = {
  terminate: {
    needs: 'initialized',
    capabilities: { supportsTerminateRequest: true },
    serve: ({ session, afterResponse }) => {
      const wasAlive = session.debug.isLoaded && !session.debug.hasEnded;
      session.endProgram();
      afterResponse(() => session.terminate(wasAlive ? interruptedExitCode : undefined));
      return undefined;
    },
  },
  disconnect: {
    needs: 'connected',
    capabilities: { supportTerminateDebuggee: true, supportSuspendDebuggee: true },
    serve: ({ session, args, afterResponse }) => {
      session.leave(readLeaving(args));
      afterResponse(session.close);
      return undefined;
    },
  },
};

/** What is to become of a program that was attached to. */
function readLeaving(args: Arguments): Leaving {
  if (args.optionalBoolean('terminateDebuggee')) return 'terminate';
  return args.optionalBoolean('suspendDebuggee') ? 'suspend' : 'continue';
}
