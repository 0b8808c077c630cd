import { deepEqual, equal } from 'node:assert/strict';
import {
  orderOf,
  prepareFlow,
  reportOfFlow,
  runFlow,
  type Script,
  stepsOf,
} from '../support/flow.js';

/** Steps of these names and properties, and a pipeline. */
function workflow(steps: Readonly<Record<string, string>>, pipeline?: string): string {
  const blocks = Object.entries(steps).map(([name, body]) => `  step ${name} { ${body} }`);
  const flow = pipeline === undefined ? '' : `  pipeline { ${pipeline} }\n`;
  return `agent x {}\nworkflow w {\n  agent = x\n${blocks.join('\n')}\n${flow}}\n`;
}

const abcd = { a: '', b: '', c: '', d: '' };

const orders: readonly (readonly [string, string, string])[] = [
  ['steps without an order run as they are declared', workflow(abcd), 'a b c d'],
  [
    'a step runs behind those it depends on',
    workflow({ a: 'depends_on = [c, d]', b: '', c: '', d: '' }),
    'b c d a',
  ],
  ['the pipeline orders', workflow(abcd, 'd -> c -> b -> a'), 'd c b a'],
  [
    'depends_on and the pipeline order together',
    workflow({ a: '', b: 'depends_on = [c]', c: 'depends_on = [d]', d: '' }, 'b -> a'),
    'd c b a',
  ],
  ['steps that the pipeline does not name run as well', workflow(abcd, 'd -> b'), 'a c d b'],
  [
    'of several that may run, the first declared one does',
    workflow({ a: 'depends_on = [d]', b: '', c: '', d: '' }, 'c -> b'),
    'c b d a',
  ],
  ['brackets join, whatever stands in them', workflow(abcd, '[d | c] -> [b | a]'), 'c d a b'],
  ['an empty pipeline orders nothing', workflow(abcd, ''), 'a b c d'],
  ['brackets within brackets', workflow(abcd, 'd -> [[c | b] | a]'), 'd a b c'],
  [
    'an arrow behind a condition waits for its branch',
    workflow(abcd, 'if true { d } -> a'),
    'b c d a',
  ],
  ['the other branch is not run', workflow(abcd, 'if 1 > 2 { d } else { c -> b } -> a'), 'c b a'],
];

const conditions: readonly (readonly [string, string, Script, string])[] = [
  ['then', 'a -> if steps.a.output > 5 { b -> c } else { d }', { a: [{ output: 6 }] }, 'a b c'],
  ['else', 'a -> if steps.a.output > 5 { b -> c } else { d }', { a: [{ output: 5 }] }, 'a d'],
  ['neither', 'a -> if steps.a.output > 5 { b } -> c -> d', { a: [{ output: 5 }] }, 'a c d'],
  [
    'a condition in a branch that is taken',
    'a -> if steps.a.output > 5 { b -> if steps.b.output { c } else { d } }',
    { a: [{ output: 6 }], b: [{ output: false }] },
    'a b d',
  ],
  [
    'a condition in a branch that is not taken, though it would hold',
    'a -> if steps.a.output > 5 { if true { b } else { c } } else { d }',
    { a: [{ output: 1 }] },
    'a d',
  ],
  [
    'a step in both branches of one condition',
    'a -> if steps.a.output > 5 { b -> d } else { c -> d }',
    { a: [{ output: 1 }] },
    'a c d',
  ],
  [
    'a step in branches of several conditions',
    'a -> [if steps.a.output > 5 { b } | if steps.a.output < 5 { b }] -> c',
    { a: [{ output: 1 }] },
    'a b d c',
  ],
  [
    'a step in branches of several conditions, none of which holds',
    'a -> [if steps.a.output > 5 { b } | if steps.a.output < 5 { b }] -> c',
    { a: [{ output: 5 }] },
    'a c d',
  ],
  [
    'a step that stands in a branch and outside of it runs',
    '[if false { b } | b] -> a',
    {},
    'b c d a',
  ],
  [
    'conditions four deep',
    'if true { if true { if true { if false { a } else { b } } else { c } } } else { d }',
    {},
    'b',
  ],
  [
    'an output that is an empty list does not hold',
    'a -> if steps.a.output { b }',
    { a: [{ output: [] }] },
    'a c d',
  ],
];

describe('the order of steps', () => {
  for (const [what, program, order] of orders) {
    it(what, () => equal(orderOf(runFlow(program)), order));
  }

  it('a chain of branches takes each step once', () => {
    const names = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const steps = Object.fromEntries(names.map((name) => [name, '']));
    const pipeline = names
      .map((name) => `if true { ${name} }`)
      .toReversed()
      .join(' -> ');
    equal(orderOf(runFlow(workflow(steps, pipeline))), names.toReversed().join(' '));
  });
});

describe('conditions of a pipeline', () => {
  for (const [what, pipeline, script, order] of conditions) {
    it(`${what}: ${pipeline}`, () => {
      equal(orderOf(runFlow(workflow(abcd, pipeline), { script })), order);
    });
  }

  it('a step that is not chosen is skipped, and does not keep others from running', () => {
    const flow = runFlow(workflow({ a: '', b: 'depends_on = [a]' }, 'if false { a }'));
    const report = reportOfFlow(flow);
    equal(report.status, 'completed');
    deepEqual(stepsOf(report), { a: 'skipped x0 0s', b: 'completed x1 0s' });
    equal(report.steps.get('a')?.error, 'its condition does not hold');
  });
});

describe('when', () => {
  const cases: readonly (readonly [string, string, Script])[] = [
    ['false', 'skipped', {}],
    ['true', 'completed', {}],
    ['steps.a.output.score >= 0.8', 'completed', { a: [{ output: new Map([['score', 0.8]]) }] }],
    ['steps.a.output.score >= 0.8', 'skipped', { a: [{ output: new Map([['score', 0.7]]) }] }],
    ['steps.a.failed', 'skipped', {}],
    ['steps.a.status == "completed" && steps.a.attempts == 1', 'completed', {}],
    ['steps.a.attempts == 2', 'completed', { a: [{ fail: 'x' }, { output: 1 }] }],
    ['steps.a.duration > 2s', 'completed', { a: [{ output: 1, after: 3 }] }],
    ['steps.a.duration > 2s', 'skipped', { a: [{ output: 1, after: 2 }] }],
    ['attempt == 0 && step == "b" && workflow == "w"', 'completed', {}],
  ];
  for (const [condition, status, script] of cases) {
    it(`${condition} is ${status} with ${JSON.stringify(script.a ?? 'no answer')}`, () => {
      const program = workflow({
        a: 'retry { max_attempts = 2 }',
        b: `depends_on = [a] when = ${condition}`,
        c: 'depends_on = [b]',
      });
      const flow = runFlow(program, { script });
      equal(reportOfFlow(flow).steps.get('b')?.status, status);
      equal(reportOfFlow(flow).steps.get('c')?.status, 'completed');
    });
  }

  it('a step sees the state of one that failed without depending on it', () => {
    const program = workflow({
      a: '',
      b: 'when = steps.a.failed && steps.a.error == "agent \\"x\\": no"',
      c: 'when = !steps.a.failed',
    });
    const report = reportOfFlow(runFlow(program, { script: { a: [{ fail: 'no' }] } }));
    equal(report.steps.get('b')?.status, 'completed');
    equal(report.steps.get('c')?.status, 'skipped');
  });

  it('is asked once, before the first attempt', () => {
    const program = workflow({ a: 'when = attempt == 0 retry { max_attempts = 3 }' });
    const report = reportOfFlow(
      runFlow(program, { script: { a: [{ fail: 'x' }, { fail: 'y' }, { output: 1 }] } }),
    );
    deepEqual(stepsOf(report), { a: 'completed x3 0s' });
  });
});

describe('parallel steps', () => {
  const slow: Script = {
    a: [{ output: 'A', after: 5 }],
    b: [{ output: 'B', after: 3 }],
    c: [{ output: 'C', after: 1 }],
    d: [{ output: 'D', after: 2 }],
  };

  it('run beside each other in threads of their own', () => {
    const flow = runFlow(workflow(abcd, '[a | b | c] -> d'), { script: slow });
    deepEqual(flow.events, [
      '0 a running',
      '0 thread 2 step a started',
      '0 b running',
      '0 thread 3 step b started',
      '0 c running',
      '0 thread 4 step c started',
      '0 call 1 x',
      '0 call 2 x',
      '0 call 3 x',
      '1 call 3 x output',
      '1 c completed',
      '1 thread 4 step c exited',
      '3 call 2 x output',
      '3 b completed',
      '3 thread 3 step b exited',
      '5 call 1 x output',
      '5 a completed',
      '5 thread 2 step a exited',
      '5 d running',
      '5 call 4 x',
      '7 call 4 x output',
      '7 d completed',
      '7 workflow w completed',
    ]);
  });

  it('steps that say parallel run beside those that do not', () => {
    const steps = { a: '', b: 'parallel = true', c: 'parallel = true depends_on = [b]', d: '' };
    const report = reportOfFlow(runFlow(workflow(steps), { script: slow }));
    deepEqual(stepsOf(report), {
      a: 'completed x1 5s',
      b: 'completed x1 3s',
      c: 'completed x1 1s',
      d: 'completed x1 2s',
    });
    equal(report.stats.duration_ms, 7_000);
  });

  it('steps that do not say so run one after the other', () => {
    equal(reportOfFlow(runFlow(workflow(abcd), { script: slow })).stats.duration_ms, 11_000);
  });

  it('a thread of a step begins at its Pipeline with an empty stack', () => {
    const steps = { a: '', b: 'parallel = true', c: 'parallel = true depends_on = [b]' };
    const { vm } = prepareFlow(workflow(steps), { script: slow });
    const isThere = (): boolean => vm.scheduler.current.name === 'step c';
    equal(vm.run({ stopBefore: isThere }), 'stopped');
    deepEqual([vm.registers.framePointer, vm.stack.size, vm.callStack.length], [0, 0, 1]);
    const [{ callAddress = -1, returnAddress = -2 } = {}] = vm.callStack;
    equal(vm.module.code.at(callAddress)?.op, 'Pipeline');
    equal(returnAddress, callAddress);
  });
});
