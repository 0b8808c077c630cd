import type { AdapterSession } from '../adapter-session.js';
import type { AttachConfiguration } from '../launch/configuration.js';
import type { Outcome, Relay } from '../protocol/connection.js';
import { cannotConnect, endedBeforeStart } from '../protocol/errors.js';
import { RemoteAdapter } from './remote-adapter.js';

/** What listens there may be anything, and never answer. */
const introductionMs = 5_000;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; mso debug FILE --port N does',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
};

/**
 * Connects a session to the adapter in front of a machine elsewhere, and introduces its client
 * there.
 *
 * @throws RequestError where there is no such adapter
 */
export async function connectTo(
  session: AdapterSession,
  { host, port }: AttachConfiguration,
): Promise<RemoteAdapter> {
  const place = `${host}:${port}`;
  const remote = await reach(session, host, port, place);
  const introduced = await introduce(session, remote);
  if (introduced?.success && !session.gate.isCancelled) {
    session.remote = remote;
    return remote;
  }
  remote.hangUp();
  if (session.gate.isCancelled) throw endedBeforeStart();
  throw cannotConnect(place, 'what listens there is no debug adapter');
}

/**
 * Configures the machine as the client has configured this session before it attached. Its
 * breakpoints get the same numbers there: they are counted from 1 for each adapter.
 */
export function configureRemote({ configuring, connection }: AdapterSession, relay: Relay): void {
  for (const { command, args } of configuring) {
    relay.request(command, args, ({ body }) => {
      for (const breakpoint of body?.breakpoints ?? []) {
        const isNumbered = breakpoint.id !== undefined;
        if (isNumbered) connection.event('breakpoint', { reason: 'changed', breakpoint });
      }
    });
  }
}

async function reach(
  session: AdapterSession,
  host: string,
  port: number,
  place: string,
): Promise<RemoteAdapter> {
  try {
    const remote: RemoteAdapter = await RemoteAdapter.connect(host, port, place, {
      event: (name, body) => passEvent(session, name, body),
      closed: (wasWanted) => {
        if (session.remote === remote) noteClosed(session, place, wasWanted);
      },
    });
    return remote;
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    throw cannotConnect(place, reasons[code] ?? (code || String(problem)));
  }
}

/** The answer to `initialize`, or nothing where none comes. */
function introduce(session: AdapterSession, remote: RemoteAdapter): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), introductionMs);
    remote.request('initialize', session.client?.introduction, (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

function passEvent(session: AdapterSession, name: string, body: object): void {
  if (name === 'initialized') session.gate.announce(() => session.connection.event(name));
  else if (name === 'terminated') session.terminate();
  else session.connection.event(name, body);
}

function noteClosed(session: AdapterSession, place: string, wasWanted: boolean): void {
  session.remote = undefined;
  session.connection.takeBack();
  if (wasWanted) return session.close();
  if (session.hasTerminated) return;
  session.output('important', `The connection to ${place} is lost.`);
  session.terminate();
}
