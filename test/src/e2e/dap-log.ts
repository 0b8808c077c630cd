import { readFileSync } from 'node:fs';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { until } from './until.js';

interface Entry {
  readonly session: string;
  readonly from: 'editor' | 'adapter';
  readonly message: DebugProtocol.ProtocolMessage;
}

/** How long the adapter has to be silent, with nothing unanswered, to count as idle. */
const idleMs = 150;

/**
 * What the editor and the debug adapter said to each other, as the tracker extension wrote it.
 *
 * Tests wait for real events instead of for time: `act` does something and gives the first event
 * of a kind that follows it.
 */
export class DapLog {
  constructor(private readonly file: string) {}

  async act(
    event: string,
    action: () => Promise<void>,
    timeoutMs = 20_000,
  ): Promise<DebugProtocol.Event['body']> {
    const before = this.read().length;
    await action();
    const found = await until(`the adapter sends "${event}"`, timeoutMs, () =>
      this.read()
        .slice(before)
        .map(({ message }) => message)
        .filter(isEvent)
        .find((message) => message.event === event),
    );
    await this.idle();
    return found.body;
  }

  /** Every response so far, oldest first. */
  responses(): DebugProtocol.Response[] {
    return this.read()
      .map(({ message }) => message)
      .filter(isResponse);
  }

  events(event: string): DebugProtocol.Event[] {
    return this.read()
      .map(({ message }) => message)
      .filter(isEvent)
      .filter((message) => message.event === event);
  }

  /** The editor asks for frames, scopes and variables after a stop: wait until it has them. */
  async idle(): Promise<void> {
    let quietSince = Date.now();
    let count = -1;
    await until('the adapter is idle', 10_000, () => {
      const entries = this.read();
      if (entries.length !== count || unanswered(entries) > 0) {
        count = entries.length;
        quietSince = Date.now();
      }
      return Date.now() - quietSince >= idleMs;
    });
  }

  private read(): Entry[] {
    const lines = readFileSync(this.file, 'utf8').split('\n');
    // The last piece is empty, or a line that is still being written.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
  }
}

/** Of the newest session; an adapter that has said goodbye owes no answer. */
function unanswered(entries: readonly Entry[]): number {
  const session = entries.at(-1)?.session;
  const messages = entries.filter((entry) => entry.session === session).map((e) => e.message);
  if (messages.filter(isEvent).some(({ event }) => event === 'terminated')) return 0;
  const requests = messages.filter(({ type }) => type === 'request').length;
  return requests - messages.filter(isResponse).length;
}

function isEvent(message: DebugProtocol.ProtocolMessage): message is DebugProtocol.Event {
  return message.type === 'event';
}

function isResponse(message: DebugProtocol.ProtocolMessage): message is DebugProtocol.Response {
  return message.type === 'response';
}
