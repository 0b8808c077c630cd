import { equal, ok } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { moduleOfText, prepareFlow } from '../support/flow.js';
import { fastestMs } from '../support/measure.js';

const list = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join('\n');

const workflow = (body: string): string => `agent a {} workflow w { agent = a\n${body}\n}`;

const programs: readonly (readonly [string, number, (count: number) => string])[] = [
  ['independent steps', 20_000, (count) => workflow(list(count, (index) => `step s${index} {}`))],
  [
    'parallel steps with timeouts',
    8_000,
    (count) => workflow(list(count, (index) => `step s${index} { parallel = true timeout = 1h }`)),
  ],
  [
    'steps in a chain',
    5_000,
    (count) => {
      const others = list(count - 1, (index) => `step s${index + 1} { depends_on = s${index} }`);
      return workflow(`step s0 {}\n${others}`);
    },
  ],
  [
    'steps in a pipeline',
    5_000,
    (count) => {
      const names = Array.from({ length: count }, (_, index) => `s${index}`);
      const steps = list(count, (index) => `step s${index} {}`);
      return workflow(`${steps}\n  pipeline { ${names.toReversed().join(' -> ')} }`);
    },
  ],
  [
    'workflows with a time limit',
    5_000,
    (count) => {
      const body = '{ agent = a timeout = 1h step s {} }';
      return `agent a {}\n${list(count, (index) => `workflow w${index} ${body}`)}`;
    },
  ],
];

async function runMs(module: Module, count: number): Promise<number> {
  return fastestMs(2, async () => {
    const script = {
      a: [
        { output: 1, after: 1 },
        { output: 2, after: 2 },
      ],
    };
    const { vm } = prepareFlow(module, { script, config: { maxMemory: 1_000_000 } });
    const start = performance.now();
    equal(vm.run(), 'halted');
    const ms = performance.now() - start;
    const completed = vm.workflowRuns.flatMap(({ steps }) => [...steps.values()]);
    equal(completed.filter(({ status }) => status === 'completed').length, count);
    return ms;
  });
}

describe('large workflows run in time that grows with them', function () {
  this.timeout(180_000);

  for (const [what, count, text] of programs) {
    it(`${count} ${what}`, async () => {
      const quarter = await runMs(moduleOfText(text(count / 4)), count / 4);
      const whole = await runMs(moduleOfText(text(count)), count);
      // Four times as much takes about four times as long; sixteen times is what must not be.
      ok(whole < 12 * quarter + 200, `${quarter} ms and ${whole} ms`);
    });
  }
});
