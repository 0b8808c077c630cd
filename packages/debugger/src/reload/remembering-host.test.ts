import { deepEqual, equal } from 'node:assert/strict';
import type { AgentHost, AgentReply, AgentRequest } from '@mso/vm';
import { RememberingHost } from './remembering-host.js';

const request = (step: string): AgentRequest => ({
  agent: { name: 'a', model: 'm', role: 'r', capabilities: [], tools: [] },
  ...{ task: 't', inputs: new Map(), context: undefined, secrets: new Map() },
  ...{ workflow: 'w', step, attempt: 1, signal: new AbortController().signal, onText: () => {} },
});

const said = (output: string): AgentReply => ({ kind: 'output', output });

/** Answers when it is told to, the questions in their order. */
class Slow implements AgentHost {
  readonly time = 'real';
  readonly waiting: ((reply: AgentReply) => void)[] = [];

  invoke(): Promise<AgentReply> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** What a successor is answered without anybody being asked. */
function recalled(host: RememberingHost, ...steps: string[]): unknown[] {
  const next = host.successor();
  next.isCatchingUp = true;
  return steps.map((step) => {
    const reply = next.invoke(request(step));
    return reply instanceof Promise || reply.kind === 'failure' ? 'missing' : reply.output;
  });
}

describe('agents whose answers are remembered', () => {
  it('are asked the same at the same time, and both answers are known', async () => {
    const live = new Slow();
    const host = new RememberingHost(live);
    const replies = [host.invoke(request('s')), host.invoke(request('s'))];
    live.waiting[1]?.(said('second'));
    live.waiting[0]?.(said('first'));
    await Promise.all(replies);
    deepEqual(recalled(host, 's', 's', 's'), ['first', 'second', 'missing']);
  });

  it('are known by what was said in their place, whatever they say later', async () => {
    const live = new Slow();
    const host = new RememberingHost(live);
    const reply = host.invoke(request('s'));
    host.supplied(request('s'), said('by hand'));
    live.waiting[0]?.(said('late'));
    await reply;
    deepEqual(recalled(host, 's', 's'), ['by hand', 'missing']);
  });

  it('are not known by what was said in a future that is no more', async () => {
    const live = new Slow();
    const host = new RememberingHost(live);
    const before = host.snapshot();
    const old = host.invoke(request('s'));
    host.restore(before);
    const now = host.invoke(request('s'));
    live.waiting[0]?.(said('old'));
    live.waiting[1]?.(said('new'));
    await Promise.all([old, now]);
    deepEqual(recalled(host, 's', 's'), ['new', 'missing']);
    equal(host.successor().knowsStep('s'), true);
  });
});
