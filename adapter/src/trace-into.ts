import type { AdapterSession } from './adapter-session.js';
import { launchFailed } from './protocol/errors.js';
import { isWritable, traceLine, traceToFile } from './protocol/trace.js';

/**
 * Logs the protocol, into the console or a file.
 *
 * @throws RequestError where the file of that name cannot be written.
 */
export function traceInto(session: AdapterSession, trace: boolean | string): void {
  if (trace === false) return;
  if (trace !== true) {
    if (!isWritable(trace)) throw launchFailed(`trace: ${trace} cannot be written`);
    session.connection.trace = traceToFile(trace, (problem) => session.output('stderr', problem));
    return;
  }
  session.connection.trace = (direction, message) => {
    if (!isTraceOutput(message)) session.output('console', traceLine(direction, message));
  };
}

/** Logging into the console is itself a message, which must not be logged again. */
function isTraceOutput(message: object): boolean {
  return 'event' in message && message.event === 'output';
}
