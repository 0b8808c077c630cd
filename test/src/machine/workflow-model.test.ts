import { deepEqual, equal } from 'node:assert/strict';
import type { AgentHost } from '@mso/vm';
import fc from 'fast-check';
import { moduleOfText, prepareFlow, runInPieces } from '../support/flow.js';
import { textOf, type WorkflowSpec, workflowSpec } from './model/random-workflow.js';
import { outputOf, runModel } from './model/reference-model.js';

/** Agents that answer by the tables of the steps, and what they were asked. */
function hostOf({ steps }: WorkflowSpec, asked: string[]): AgentHost {
  return {
    time: 'virtual',
    invoke({ step, attempt, inputs }) {
      const given = [...inputs].map(([name, value]) => `${name}=${String(value)}`);
      asked.push(`${step} ${attempt} ${given.join(' ')}`);
      const replies = steps.find(({ name }) => name === step)?.replies ?? [];
      const reply = replies[Math.min(attempt, replies.length) - 1];
      const afterMs = reply?.afterMs ?? 0;
      return reply?.fails
        ? { kind: 'failure', message: 'no', afterMs }
        : { kind: 'output', output: outputOf(step, attempt), afterMs };
    },
  };
}

function machineResult(spec: WorkflowSpec, pieces: number): unknown {
  const asked: string[] = [];
  const flow = prepareFlow(moduleOfText(textOf(spec)), { agents: hostOf(spec, asked) });
  runInPieces(flow, pieces);
  if (flow.vm.error) throw flow.vm.error;
  const [run] = flow.vm.workflowRuns;
  const steps = [...(run?.steps ?? [])].map(
    ([name, { status, attempts, startedMs, endedMs, output }]) =>
      [name, { status, attempts, output, startedMs, endedMs }] as const,
  );
  return {
    status: run?.status,
    endedMs: run?.endedMs,
    steps: Object.fromEntries(steps),
    asked: asked.toSorted(),
  };
}

describe('random workflows', () => {
  it('run on the machine as by the model', () => {
    let compared = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(workflowSpec, fc.constantFrom(1, 13, 1_000_000), (spec, pieces) => {
        const { hasTies, ...expected } = runModel(spec);
        fc.pre(!hasTies);
        deepEqual(machineResult(spec, pieces), expected, textOf(spec));
        compared++;
        for (const { status, attempts } of Object.values(expected.steps)) {
          seen.add(`${status} ${Math.min(attempts, 2)}`);
        }
      }),
      { seed: 20_260_114, numRuns: 300 },
    );
    equal(compared >= 300, true);
    deepEqual([...seen].sort(), [
      'completed 1',
      'completed 2',
      'failed 1',
      'failed 2',
      'skipped 0',
    ]);
  });
});
