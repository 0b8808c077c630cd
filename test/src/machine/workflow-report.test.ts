import { deepEqual, equal } from 'node:assert/strict';
import { Duration, type ObjectValue, type Value } from '@mso/vm';
import {
  dataOf,
  errorOfFlow,
  type FlowSetup,
  prepareFlow,
  reportOfFlow,
  runFlow,
  stepsOf,
} from '../support/flow.js';

const script = {
  a: [{ output: 'A', after: 1 }],
  b: [{ output: 'B', after: 2 }],
  c: [{ output: 'C', after: 3 }],
};

function workflow(properties: string, steps = 'step a {} step b {} step c {}'): string {
  return `agent x {} workflow w { agent = x ${steps} ${properties} }`;
}

describe('the output of a workflow', () => {
  const cases: readonly (readonly [string, string, string | undefined, unknown])[] = [
    ['of one last step', 'pipeline { a -> b -> c }', undefined, 'C'],
    ['of several last steps', 'pipeline { a -> [b | c] }', undefined, { b: 'B', c: 'C' }],
    ['of steps without an order', '', undefined, { a: 'A', b: 'B', c: 'C' }],
    ['of outputs by name', 'outputs = [a, c]', undefined, { a: 'A', c: 'C' }],
    ['of one output', 'outputs = [b]', undefined, { b: 'B' }],
    [
      'of outputs by name, whatever the steps call what they yield',
      'outputs = [a, b]',
      'step a { output = draft } step b {}',
      { a: 'A', b: 'B' },
    ],
    [
      'of the last steps that were not skipped',
      'pipeline { a -> b -> c }',
      'step a {} step b {} step c { when = false }',
      'B',
    ],
    [
      'of the branch that was taken',
      'pipeline { a -> if steps.a.output == "A" { b } else { c } }',
      undefined,
      'B',
    ],
    ['of no step', 'pipeline { if false { a } }', 'step a {}', null],
    ['of an output that was skipped', 'outputs = [a]', 'step a { when = false }', { a: null }],
  ];
  for (const [what, properties, steps, output] of cases) {
    it(`is ${what}`, () => {
      const report = reportOfFlow(runFlow(workflow(properties, steps), { script }));
      deepEqual(dataOf(report.output), output);
    });
  }
});

describe('the names in expressions', () => {
  const values: readonly (readonly [string, Value])[] = [
    ['steps.a.output', 'A'],
    ['steps.a.status', 'completed'],
    ['steps.a.failed', false],
    ['steps.a.attempts', 1],
    ['steps.a.duration', new Duration(1, 'Seconds')],
    ['steps.a.error', null],
    ['steps.b.status', 'running'],
    ['steps.b.attempts', 1],
    ['steps.b.output', null],
    ['steps.c.status', 'pending'],
    ['steps["a"].output', 'A'],
    ['keys(steps)', ['a', 'b', 'c']],
    ['workflow', 'w'],
    ['step', 'b'],
    ['attempt', 1],
    ['input.topic', 'cats'],
    ['input.deep.list[1]', 2],
    ['default(input.missing, 7)', 7],
    ['agents["x"].role', 'Tester'],
    ['agents.x.name', 'x'],
    ['project.name', 'p'],
    ['project.version', '1.0'],
    ['lang', 'de'],
    ['limit + 1', 11],
    ['$HOME_OF', 'env'],
  ];
  const setup: FlowSetup = {
    script,
    input: new Map<string, Value>([
      ['topic', 'cats'],
      ['deep', new Map<string, Value>([['list', [1, 2]]])],
    ]),
    resolver: { environment: (name) => (name === 'HOME_OF' ? 'env' : undefined) },
  };
  const around = (expression: string, variables = ''): string => `
project p { version = "1.0" }
agent x { role = "Tester" }
context k { variables { lang = "de" limit = 10 ${variables} } }
workflow w { agent = x
  step a {}
  step b { depends_on = [a] inputs = { value = \${${expression}} } }
  step c { depends_on = [b] }
}`;
  for (const [expression, value] of values) {
    it(`${expression} is ${JSON.stringify(value)}`, () => {
      const { requests } = runFlow(around(expression), setup);
      deepEqual(requests[1]?.inputs.get('value'), value);
    });
  }

  for (const name of ['input', 'workflow', 'step', 'attempt', 'agents', 'project', 'steps']) {
    it(`a variable of the context hides ${name}`, () => {
      const { requests } = runFlow(around(name, `${name} = "mine"`), setup);
      equal(requests[1]?.inputs.get('value'), 'mine');
    });
  }

  it('a variable called steps hides what its members would mean', () => {
    const { requests } = runFlow(
      around('steps.a.output', 'steps = { a = { output = "mine" } }'),
      setup,
    );
    equal(requests[1]?.inputs.get('value'), 'mine');
  });
});

describe('several workflows in one run', () => {
  const program = `agent x {}
workflow one { agent = x step a {} }
workflow two { agent = x step a {} step b { depends_on = [a] } }
workflow three { agent = x step c {} }`;
  const named = (workflows: FlowSetup['workflows']): string[] =>
    runFlow(program, { script, ...(workflows && { workflows }) }).vm.workflowRuns.map(
      ({ workflow, startedMs }) => `${workflow.name} ${startedMs}`,
    );

  it('run one after the other, as they are declared or as they are named', () => {
    deepEqual(named('*'), ['one 0', 'two 1000', 'three 4000']);
    deepEqual(named(['three', 'one']), ['three 0', 'one 3000']);
    deepEqual(named(['one', 'one']), ['one 0', 'one 1000']);
    deepEqual(named([]), []);
  });

  it('steps of one name are told apart', () => {
    const flow = runFlow(program, { script: { a: [{ output: 1 }, { output: 2 }], b: [{}] } });
    equal(reportOfFlow(flow, 'one').output, 1);
    equal(reportOfFlow(flow, 'two').steps.get('a')?.output, 2);
  });

  it('a workflow that fails does not keep those after it from running', () => {
    const flow = runFlow(program, { script: { a: [{ fail: 'no' }] } });
    deepEqual(
      flow.vm.workflowRuns.map(({ status }) => status),
      ['failed', 'failed', 'completed'],
    );
  });

  it('one that does not exist is an error where its turn comes', () => {
    const flow = prepareFlow(program, { workflows: ['one', 'four'] });
    flow.vm.run();
    equal(errorOfFlow(flow), 'ResourceNotFound: there is no workflow "four"');
    equal(reportOfFlow(flow, 'one').status, 'completed');
  });

  it('what an earlier run of a workflow has yielded does not count', () => {
    const text = workflow('', 'step a { when = steps.b.output == null } step b {}');
    const flow = runFlow(text, { script, workflows: ['w', 'w'] });
    deepEqual(
      flow.vm.workflowRuns.map(({ steps }) => steps.get('a')?.status),
      ['completed', 'completed'],
    );
  });
});

describe('on_error', () => {
  const handled = (handler: string, properties = ''): string => `agent x {}
workflow w { agent = x on_error = "h" ${properties} step a {} step b { depends_on = [a] } }
workflow h { agent = x ${handler} }`;
  const failing = { a: [{ fail: 'no', after: 1 }] };

  it('runs once, with what has failed as its input', () => {
    const flow = runFlow(handled('step fix { inputs = { got = ${input} } }'), {
      script: failing,
      workflows: ['w'],
    });
    const report = reportOfFlow(flow);
    equal(report.status, 'failed');
    equal(report.on_error?.status, 'completed');
    deepEqual(dataOf(flow.requests.at(-1)?.inputs.get('got') ?? null), {
      workflow: 'w',
      step: 'a',
      error: 'agent "x": no',
    });
    equal(flow.vm.workflowRuns.length, 2);
    equal(flow.requests.length, 2);
  });

  it('says which workflow took too long, where no step is to blame', () => {
    const flow = runFlow(handled('step fix { inputs = { got = ${input} } }', 'timeout = 5s'), {
      script: { a: [{ output: 1, after: 5 }], b: [{ output: 1, after: 5 }] },
      workflows: ['w'],
    });
    deepEqual(dataOf(flow.requests.at(-1)?.inputs.get('got') ?? null), {
      workflow: 'w',
      step: 'b',
      error: 'the workflow took longer than 5s',
    });
  });

  it('does not run where nothing has failed', () => {
    const flow = runFlow(handled('step fix {}'), { script, workflows: ['w'] });
    equal(flow.vm.workflowRuns.length, 1);
    equal(reportOfFlow(flow).on_error, undefined);
  });

  it('a handler that fails is told in the report', () => {
    const flow = runFlow(handled('step fix {}'), {
      script: { ...failing, fix: [{ fail: 'worse' }] },
      workflows: ['w'],
    });
    const report = reportOfFlow(flow);
    equal(report.on_error?.status, 'failed');
    equal(report.on_error?.error, 'step "fix" failed: agent "x": worse');
    equal(report.error, 'step "a" failed: agent "x": no');
  });

  it('a handler has no handler, so that cycles end', () => {
    const cycle = handled('on_error = "w" step fix {}');
    const flow = runFlow(cycle, { script: { x: [{ fail: 'no' }] }, workflows: ['w'] });
    deepEqual(
      flow.vm.workflowRuns.map(({ workflow, handles }) => [workflow.name, handles?.workflow.name]),
      [
        ['w', undefined],
        ['h', 'w'],
      ],
    );
  });

  it('a workflow may handle its own failure', () => {
    const text = workflow('on_error = "w"', 'step a { inputs = { got = ${input} } }');
    const flow = runFlow(text, { script: { a: [{ fail: 'no' }, { output: 'fixed' }] } });
    const report = reportOfFlow(flow);
    equal(report.status, 'failed');
    equal(report.on_error?.output, 'fixed');
    equal(report.steps.get('a')?.output, null);
  });

  it('the input of a handler is not that of the workflows after it', () => {
    const flow = runFlow(
      `${handled('step fix {}')}
workflow last { agent = x step z { inputs = { got = \${input} } } }`,
      {
        script: failing,
        workflows: ['w', 'last'],
        input: new Map([['topic', 'cats']]),
      },
    );
    deepEqual(dataOf(flow.requests.at(-1)?.inputs.get('got') ?? null), { topic: 'cats' });
  });
});

describe('the report', () => {
  it('has all of its fields', () => {
    const report = reportOfFlow(
      runFlow('agent x {} workflow w { agent = x step a {} step b { depends_on = [a] } }', {
        agents: {
          time: 'virtual',
          invoke: ({ step }) => ({
            kind: 'output',
            output: step,
            afterMs: 1_500,
            usage: { inputTokens: 10, outputTokens: 3 },
          }),
        },
      }),
    );
    const step = { status: 'completed', attempts: 1, duration_ms: 1_500, error: null } as const;
    deepEqual(report, {
      workflow: 'w',
      status: 'completed',
      output: 'b',
      error: null,
      steps: new Map([
        ['a', { ...step, output: 'a' }],
        ['b', { ...step, output: 'b' }],
      ]),
      stats: { duration_ms: 3_000, agent_calls: 2, input_tokens: 20, output_tokens: 6 },
    });
  });

  it('shows a workflow as far as it has come', () => {
    const flow = prepareFlow(workflow('pipeline { a -> b -> c }'), { script });
    flow.vm.run({ stopBefore: () => flow.vm.nowMs === 1_000 });
    const report = reportOfFlow(flow);
    equal(report.status, 'running');
    equal(report.output, null);
    deepEqual(stepsOf(report), {
      a: 'running x1 1s',
      b: 'pending x0 0s',
      c: 'pending x0 0s',
    });
  });

  it('holds values that need no memory', () => {
    const flow = runFlow(
      workflow('', 'step a { agent = x } step b { inputs = { n = [1, { k = 2 }] } }').replace(
        'agent = x ',
        '',
      ),
    );
    deepEqual(dataOf(reportOfFlow(flow).steps.get('b')?.output ?? null), { n: [1, { k: 2 }] });
  });

  it('what a program makes of an answer does not show in what the host gave', () => {
    const answer: ObjectValue = new Map([['k', 1]]);
    const flow = runFlow(workflow('', 'step a {}'), {
      agents: { time: 'virtual', invoke: () => ({ kind: 'output', output: answer }) },
    });
    equal(flow.vm.workflowRuns[0]?.steps.get('a')?.output === answer, false);
    deepEqual(reportOfFlow(flow).output, answer);
  });
});
