import { deepEqual, notEqual, ok } from 'node:assert/strict';
import { Duration, SecretReference } from '@mso/vm';
import { makeRequest } from '../testing/request.js';
import { readSimulation } from './read-simulation.js';
import { SimulatedHost } from './simulated-host.js';

function hostOf(text: string): SimulatedHost {
  const result = readSimulation(text);
  ok(result.kind === 'simulation');
  return new SimulatedHost(result.simulation);
}

/** What a host answers to steps in a row, shortly. */
function answers(host: SimulatedHost, ...steps: readonly string[]): unknown[] {
  return steps.map((step) => {
    const reply = host.invoke(makeRequest({ step }));
    const said = reply.kind === 'output' ? reply.output : `failed: ${reply.message}`;
    return reply.afterMs === 0 ? said : [said, reply.afterMs];
  });
}

describe('SimulatedHost', () => {
  const script = `{
    "steps": { "a": [ { "fail": "busy", "after": "2s" }, { "output": 1, "after": "0.5s" } ] },
    "agents": { "writer": { "output": "draft" }, "other": { "output": "no" } },
    "default": [ { "output": "first" }, { "output": "second" } ] }`;

  it('answers successive invocations with successive entries; the last one repeats', () => {
    deepEqual(answers(hostOf(script), 'a', 'a', 'a'), [
      ['failed: busy', 2_000],
      [1, 500],
      [1, 500],
    ]);
  });

  it('lets the step beat the agent, and the agent the default', () => {
    const host = hostOf(script);
    deepEqual(answers(host, 'a', 'b'), [['failed: busy', 2_000], 'draft']);
    const agent = { ...makeRequest().agent, name: 'unknown' };
    const said = [1, 2, 3].map(() => {
      const reply = host.invoke(makeRequest({ agent, step: 'b' }));
      return reply.kind === 'output' && reply.output;
    });
    deepEqual(said, ['first', 'second', 'second']);
  });

  it('answers from where it was when a snapshot is restored', () => {
    const host = hostOf(script);
    answers(host, 'a');
    const state = host.snapshot();
    const future = answers(host, 'a', 'b', 'a');
    host.restore(state);
    deepEqual(answers(host, 'a', 'b', 'a'), future);
    host.restore(new SimulatedHost(undefined).snapshot());
    deepEqual(answers(host, 'a'), [['failed: busy', 2_000]]);
  });

  it('gives out a new value each time', () => {
    const host = hostOf('{"default": {"output": {"list": []}}}');
    const [first, second] = answers(host, 'a', 'a');
    deepEqual(first, second);
    notEqual(first, second);
  });

  it('echoes agent, task and inputs where there is no script', () => {
    const inputs = new Map<string, Duration | SecretReference | Map<string, number>>([
      ['wait', new Duration(5, 'Minutes')],
      ['key', new SecretReference('Environment', 'TOKEN')],
      ['deep', new Map([['n', 1]])],
    ]);
    const expected = new Map<string, unknown>([
      ['agent', 'writer'],
      ['task', 'write'],
      [
        'inputs',
        new Map<string, unknown>([
          ['wait', '5m'],
          ['key', '••••'],
          ['deep', new Map([['n', 1]])],
        ]),
      ],
    ]);
    for (const host of [new SimulatedHost(undefined), hostOf('{"seed": 3}')]) {
      const reply = host.invoke(makeRequest({ inputs }));
      deepEqual(reply.kind === 'output' && reply.output, expected);
    }
  });

  it('draws a time from a range by the seed, the same in every run', () => {
    const ranged = (seed: number): SimulatedHost =>
      hostOf(`{"seed": ${seed}, "default": {"output": 0, "after": ["1s", "3s"]}}`);
    const times = (seed: number): number[] => {
      const host = ranged(seed);
      return Array.from({ length: 50 }, () => host.invoke(makeRequest()).afterMs ?? -1);
    };
    const first = times(1);
    deepEqual(times(1), first);
    notEqual(times(2).join(), first.join());
    ok(first.every((time) => time >= 1_000 && time <= 3_000 && Number.isInteger(time)));
    ok(Math.min(...first) < 1_300 && Math.max(...first) > 2_700, 'they use the whole range');
  });
});
