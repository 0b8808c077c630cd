import type { AdapterSession } from '../adapter-session.js';
import { Arguments } from '../protocol/arguments.js';
import { Client } from '../protocol/client.js';
import type { RequestContext } from '../protocol/connection.js';
import * as errors from '../protocol/errors.js';
import { attachHandlers } from './attach.js';
import { breakpointHandlers } from './breakpoints.js';
import { cancelHandlers } from './cancel.js';
import { completionHandlers } from './completions.js';
import { dataBreakpointHandlers } from './data-breakpoints.js';
import { endingHandlers } from './ending.js';
import { evaluateHandlers } from './evaluate.js';
import { exceptionHandlers } from './exceptions.js';
import { executionHandlers } from './execution.js';
import type { Handlers, Requirement } from './handler.js';
import { launchHandlers } from './launch.js';
import { locationHandlers } from './locations.js';
import { memoryHandlers } from './memory.js';
import { sourceHandlers } from './sources.js';
import { stackHandlers } from './stack.js';
import { targetHandlers } from './targets.js';
import { travelHandlers } from './travel.js';
import { variableHandlers } from './variables.js';

const initialize: Handlers = {
  initialize: {
    needs: 'connected',
    serve: ({ session, args, afterResponse }) => {
      if (session.client) throw errors.alreadyInitialized();
      session.client = new Client(args);
      // A program that is there already is configured once this client has attached to it.
      if (session.hosted) return capabilities;
      afterResponse(() => {
        session.gate.announce(() => session.connection.event('initialized'), configureFirstDelayMs);
      });
      return capabilities;
    },
  },
};

/** How long a client may take from `initialize` to `launch` before it is asked to configure. */
const configureFirstDelayMs = 250;

/** Every request that is served. */
export const handlers: Handlers = {
  ...initialize,
  ...launchHandlers,
  ...attachHandlers,
  ...breakpointHandlers,
  ...dataBreakpointHandlers,
  ...exceptionHandlers,
  ...executionHandlers,
  ...travelHandlers,
  ...targetHandlers,
  ...stackHandlers,
  ...memoryHandlers,
  ...variableHandlers,
  ...locationHandlers,
  ...evaluateHandlers,
  ...completionHandlers,
  ...sourceHandlers,
  ...cancelHandlers,
  ...endingHandlers,
};

/** What `initialize` announces: exactly what the handlers above say of themselves. */
export const capabilities: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...Object.values(handlers).map((handler) => handler.capabilities ?? {}),
);

/** Serves one request. @throws RequestError where it cannot be served */
export function serve(
  session: AdapterSession,
  command: string,
  args: unknown,
  request: RequestContext,
): Promise<object | undefined> | object | undefined {
  session.gate.heard();
  const handler = Object.hasOwn(handlers, command) ? handlers[command] : undefined;
  if (handler === undefined) throw errors.unknownCommand(command);
  // What it left behind is somebody else's by now.
  if (session.hasLeft && command !== 'disconnect') throw errors.sessionOver();
  demand(session, command, handler.needs);
  if (handler.configures && !session.debug.isLoaded) session.configuring.push({ command, args });
  return handler.serve({
    session,
    args: Arguments.of(args),
    client: session.client ?? new Client(Arguments.of(undefined)),
    afterResponse: (action) => request.afterResponse(action),
    handOver: (relay) => request.handOver(relay),
  });
}

function demand(session: AdapterSession, command: string, needs: Requirement): void {
  if (needs === 'connected') return;
  if (session.client === undefined) throw errors.notInitialized(command);
  if (needs === 'initialized') return;
  if (!session.debug.isLoaded) throw errors.notLaunched();
  if (needs === 'loaded') return;
  if (!session.hasBegun) throw errors.notStarted();
  if (session.debug.hasEnded) throw errors.programEnded();
  if (session.debug.isRunning) throw errors.notStopped();
}
