import type { Handlers } from './handler.js';

/** What a program that was told to stop reports: as after an interrupt in a terminal. */
const interruptedExitCode = 130;

export const endingHandlers: Handlers = {
  terminate: {
    needs: 'initialized',
    capabilities: { supportsTerminateRequest: true },
    serve: ({ session, afterResponse }) => {
      const wasAlive = session.debug.isLoaded && !session.debug.hasEnded;
      session.abandon();
      afterResponse(() => session.terminate(wasAlive ? interruptedExitCode : undefined));
      return undefined;
    },
  },
  disconnect: {
    needs: 'connected',
    serve: ({ session, afterResponse }) => {
      session.abandon();
      // What waited for the session is refused now, and is answered before it closes.
      afterResponse(() => setImmediate(session.close));
      return undefined;
    },
  },
};
