import assert from 'node:assert/strict';
import type { Message } from './dap-client.js';
import { problemWith } from './protocol-schema.js';

/**
 * What holds for every conversation, whatever it is about: messages are numbered without a gap,
 * no request has two responses and no response is without a request, and each message is as the
 * protocol's types say.
 */
export function assertInOrder(timeline: readonly Message[]): void {
  const sent = timeline.filter(({ type }) => type === 'request');
  const received = timeline.filter(({ type }) => type !== 'request');
  assert.deepEqual(
    received.map(({ seq }) => seq),
    received.map((_, index) => index + 1),
    'messages are numbered from 1 without a gap',
  );
  const open = new Map(sent.map(({ seq, command }) => [seq, command]));
  for (const message of received) {
    const problem = problemWith(message);
    assert.equal(problem, undefined, problem);
    if (message.type !== 'response') continue;
    assert.equal(open.get(message.request_seq ?? 0), message.command, JSON.stringify(message));
    open.delete(message.request_seq ?? 0);
  }
}
