import { deepEqual, equal, match } from 'node:assert/strict';
import type { AgentReply, Value, WorkflowReport } from '@mso/vm';
import { reportsOf } from '@mso/vm';
import {
  answer,
  refuse,
  runWorkflow,
  type Script,
  scriptedAgents,
  workflowMachine,
} from '../support/workflow-machine.js';

const agents = 'agent "a" {}\nagent "b" {}\nagent "m" {}\n';
const step = (name: string, more = ''): string =>
  `step "${name}" { agent = "a" task = "do ${name}" ${more} }\n`;
const workflow = (body: string, more = ''): string => `${agents}workflow "w" {\n${body}}\n${more}`;

/** `name status attempts start-end` of every step that is not the same in all of a run. */
function fates(report: WorkflowReport): string[] {
  return [...report.steps].map(
    ([name, { status, attempts, duration_ms }]) => `${name} ${status} ${attempts} ${duration_ms}`,
  );
}

/** The steps in the order in which their agents were asked. */
function order(text: string, script: Script = () => answer('x')): string[] {
  const host = scriptedAgents(script);
  runWorkflow(text, { agents: host });
  return host.asked.map((request) => request.step);
}

const steps = (...names: readonly string[]): string => names.map((name) => step(name)).join('');

describe('the order of steps', () => {
  const cases: readonly (readonly [title: string, body: string, expected: string])[] = [
    ['is that of their declaration', steps('c', 'a', 'b'), 'c a b'],
    ['is that of the pipeline', `${steps('c', 'a', 'b')} pipeline { b -> a -> c }`, 'b a c'],
    ['leaves out no step', `${steps('c', 'a', 'b')} pipeline { b -> a }`, 'c b a'],
    [
      'follows depends_on and the pipeline together',
      `${step('c', 'depends_on = ["d"]')}${steps('a', 'd')} pipeline { c -> a }`,
      'd c a',
    ],
    [
      'takes the branch that a condition chooses',
      `${steps('c', 'a', 'b')} pipeline { c -> if 1 > 2 { a } else { b } }`,
      'c b',
    ],
    [
      'takes what stands in several branches where one of them is taken',
      `${steps('a', 'b')} pipeline { if false { a -> b } else { b } }`,
      'b',
    ],
    [
      'goes into conditions within conditions',
      `${steps('a', 'b', 'c')} pipeline { if true { if false { a } else { b } } else { c } }`,
      'b',
    ],
  ];
  for (const [title, body, expected] of cases) {
    it(title, () => equal(order(workflow(body)).join(' '), expected));
  }
});

describe('parallel steps', () => {
  it('take the time of the longest, and others wait for all of them', () => {
    const script: Script = (request) => answer('x', request.step === 'a' ? 5_000 : 1_000);
    const host = scriptedAgents(script);
    const text = workflow(`${steps('a', 'b', 'c')} pipeline { [a | b] -> c }`);
    const report = runWorkflow(text, { agents: host });
    deepEqual(fates(report), ['a completed 1 5000', 'b completed 1 1000', 'c completed 1 1000']);
    equal(report.stats.duration_ms, 6_000);
  });

  it('run beside those that are not', () => {
    const body = step('a', 'parallel = true') + steps('b', 'c');
    equal(runWorkflow(workflow(body)).stats.duration_ms, 2_000);
  });

  it('are the same however the run is cut into pieces', () => {
    const text = workflow(`${steps('a', 'b', 'c', 'd')} pipeline { [a | b | c] -> d }`);
    const whole = JSON.stringify(fates(runWorkflow(text)));
    for (const maxInstructions of [1, 2, 3, 7, 50]) {
      const vm = workflowMachine(text);
      while (vm.run({ maxInstructions }) === 'budget');
      const [report] = reportsOf(vm);
      equal(report && JSON.stringify(fates(report)), whole);
    }
  });

  it('are threads with names of their own', () => {
    const seen: string[] = [];
    const text = workflow(`${steps('a', 'b')} pipeline { [a | b] }`);
    const vm = workflowMachine(text, {
      events: { thread: ({ id, name }, change) => seen.push(`${id} ${name} ${change}`) },
    });
    vm.run();
    deepEqual(seen, [
      ...['2 step a started', '3 step b started'],
      ...['2 step a exited', '3 step b exited'],
    ]);
  });
});

describe('a step that fails', () => {
  const failing = (times: number): Script => {
    let asked = 0;
    return () => (++asked <= times ? refuse('no') : answer('yes'));
  };
  const retry = (backoff: string): string =>
    `retry { max_attempts = 4 delay = 10s backoff = "${backoff}" }`;
  const delays = [
    ['fixed', 4_000 + 30_000],
    ['linear', 4_000 + 10_000 + 20_000 + 30_000],
    ['exponential', 4_000 + 10_000 + 20_000 + 40_000],
  ] as const;
  for (const [backoff, expected] of delays) {
    it(`is tried again after ${backoff} delays`, () => {
      const host = scriptedAgents(failing(3));
      const report = runWorkflow(workflow(step('a', retry(backoff))), { agents: host });
      deepEqual(fates(report), [`a completed 4 ${expected}`]);
      deepEqual(
        host.asked.map(({ attempt }) => attempt),
        [1, 2, 3, 4],
      );
    });
  }

  it('has its reason in the report, and those that need it are skipped', () => {
    const body = step('a') + step('b', 'depends_on = ["a"]') + steps('c');
    const script: Script = (request) => (request.step === 'a' ? refuse('rate limit') : answer('x'));
    const report = runWorkflow(workflow(`${body} pipeline { b -> c }`), {
      agents: scriptedAgents(script),
    });
    deepEqual(
      [...report.steps.values()].map(({ status, error }) => `${status}: ${error}`),
      [
        'failed: agent "a": rate limit',
        'skipped: it needs step "a", which failed',
        'skipped: it needs step "a", which failed',
      ],
    );
    deepEqual([report.status, report.output], ['failed', null]);
    equal(report.error, 'step "a" failed: agent "a": rate limit');
  });

  it('does not keep others from running', () => {
    const script: Script = (request) => (request.step === 'a' ? refuse('no') : answer('x'));
    const report = runWorkflow(workflow(steps('a', 'b')), { agents: scriptedAgents(script) });
    equal(report.steps.get('b')?.status, 'completed');
  });

  it('takes the policy of its workflow where it has none', () => {
    const text = workflow(`retry { max_attempts = 2 delay = 1s }\n${step('a')}`);
    const report = runWorkflow(text, { agents: scriptedAgents(failing(1)) });
    deepEqual(fates(report), ['a completed 2 3000']);
  });

  it('calls the workflow of on_error once, with what went wrong', () => {
    const handler = 'workflow "h" {\n step "tell" { agent = "b" task = "${input.error}" }\n}\n';
    const host = scriptedAgents(({ agent }) => (agent.name === 'a' ? refuse('no') : answer('ok')));
    const vm = workflowMachine(workflow(`on_error = "h"\n${step('a')}`, handler), {
      workflows: ['w'],
      agents: host,
    });
    vm.run();
    deepEqual(
      host.asked.map(({ task }) => task),
      ['do a', 'agent "a": no'],
    );
    const [report, ...others] = reportsOf(vm);
    deepEqual(
      [report?.status, report?.on_error?.status, others.length],
      ['failed', 'completed', 0],
    );
  });
});

describe('timeouts', () => {
  const times: readonly (readonly [number, string])[] = [
    [60_000, 'a completed 1 60000'],
    [60_001, 'a failed 1 60000'],
  ];
  for (const [afterMs, expected] of times) {
    it(`of a step: an answer after ${afterMs} ms of 60000`, () => {
      const host = scriptedAgents(() => answer('x', afterMs));
      const report = runWorkflow(workflow(step('a', 'timeout = 1m')), { agents: host });
      deepEqual(fates(report), [expected]);
      equal(host.asked[0]?.signal.aborted, afterMs > 60_000);
    });
  }

  it('of a workflow end its steps and skip the others', () => {
    const text = workflow(`timeout = 1m\n${steps('a', 'b', 'c')} pipeline { a -> [b | c] }`);
    const script: Script = (request) => answer('x', request.step === 'a' ? 50_000 : 20_000);
    const report = runWorkflow(text, { agents: scriptedAgents(script) });
    deepEqual(
      [...report.steps.values()].map(({ status }) => status),
      ['completed', 'failed', 'failed'],
    );
    equal(report.error, 'the workflow took longer than 1m');
    equal(report.stats.duration_ms, 60_000);
  });

  it('of the run are a runtime error', () => {
    const vm = workflowMachine(workflow(steps('a', 'b')), { timeoutMs: 1_500 });
    equal(vm.run(), 'error');
    equal(
      `${vm.error?.kind}: ${vm.error?.message}`,
      'ExecutionTimeout: Execution timeout after 1500 ms',
    );
  });
});

describe('crews', () => {
  const crew = (process: string, more = ''): string =>
    `crew "c" { agents ["a", "b"] process = "${process}" ${more} }\n`;
  const byCrew = 'step "s" { crew = ["c"] task = "t" }\n';
  /** What each agent was given beside the step's own inputs, and the output of the step. */
  function work(process: string, more: string, script: Script): [string[], Value, number] {
    const host = scriptedAgents(script);
    const report = runWorkflow(workflow(byCrew, crew(process, more)), { agents: host });
    const given = host.asked.map(({ agent, inputs }) => `${agent.name}(${[...inputs.keys()]})`);
    const { output = null, duration_ms = 0 } = report.steps.get('s') ?? {};
    return [given, output, duration_ms];
  }
  const byName: Script = ({ agent }) => answer(agent.name);

  it('in sequence each get what the one before said', () => {
    deepEqual(work('sequential', '', byName), [['a()', 'b(previous)'], 'b', 2_000]);
  });

  it('in parallel are asked at once', () => {
    const output = new Map([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    deepEqual(work('parallel', '', byName), [['a()', 'b()'], output, 1_000]);
  });

  it('with a manager work by its plan, and it has the last word', () => {
    deepEqual(work('hierarchical', 'manager = "m"', byName), [
      ['m()', 'a(plan)', 'b(plan)', 'm(outputs,plan)'],
      'm',
      3_000,
    ]);
  });

  it('agree by majority, or their attempt has failed', () => {
    deepEqual(
      work('consensus', '', () => answer('same')),
      [['a()', 'b()'], 'same', 1_000],
    );
    const report = runWorkflow(workflow(byCrew, crew('consensus')), {
      agents: scriptedAgents(byName),
    });
    match(report.steps.get('s')?.error ?? '', /"c" found no consensus: 2 members gave 2 /);
  });

  it('of a step are its agents and crews one after the other', () => {
    const host = scriptedAgents(byName);
    const text = workflow('step "s" { crew = ["m", "c"] task = "t" }\n', crew('sequential'));
    runWorkflow(text, { agents: host });
    deepEqual(
      host.asked.map(({ agent }) => agent.name),
      ['m', 'a', 'b'],
    );
  });
});

describe('what a step is given', () => {
  const asked = (body: string, more = '', input: ReadonlyMap<string, Value> = new Map()) => {
    const host = scriptedAgents(({ step: name }) => answer(new Map([['of', name]])));
    runWorkflow(workflow(body, more), { agents: host, input: new Map(input) });
    return host.asked;
  };

  it('are the outputs it depends on, and its inputs', () => {
    const inputs = 'inputs { n = ${input.n} text = "${input.n + 1}!" }';
    const body = `${step('a', 'output = "best"')}${step('b', `depends_on = ["a"] ${inputs}`)}`;
    const [, second] = asked(body, '', new Map([['n', 4]]));
    deepEqual(
      [...(second?.inputs ?? [])],
      [
        ['best', new Map([['of', 'a']])],
        ['n', 4],
        ['text', '5!'],
      ],
    );
  });

  it('are names of the workflow, the project and the context', () => {
    const task = '${workflow} ${step} ${attempt} ${project.version} ${level} ${steps.a.status}';
    const rest = 'project "p" { version = "2" }\ncontext "k" { variables { level = "high" } }\n';
    const [, second] = asked(`${step('a')}step "b" { agent = "a" task = "${task}" }\n`, rest);
    equal(second?.task, 'w b 1 2 high completed');
  });

  it('is nothing where its condition does not hold', () => {
    const body = step('a', 'when = input.go') + step('b', 'when = not input.go');
    const requests = asked(body, '', new Map([['go', false]]));
    deepEqual(
      requests.map((request) => request.step),
      ['b'],
    );
  });
});

describe('a workflow yields', () => {
  const outputOf = (body: string): Value => runWorkflow(workflow(body)).output;

  it('what its last step has yielded', () =>
    equal(outputOf(`${steps('a', 'b')}pipeline { b -> a }`), 'a done'));

  it('what its last steps have yielded, by name', () => {
    deepEqual(
      outputOf(`${steps('a', 'b', 'c')} pipeline { a -> [b | c] }`),
      new Map([
        ['b', 'b done'],
        ['c', 'c done'],
      ]),
    );
  });

  it('the outputs it names', () => {
    deepEqual(outputOf(`outputs ["a"]\n${steps('a', 'b')}`), new Map([['a', 'a done']]));
  });
});

describe('agents in real time', () => {
  it('are waited for, and may answer in any order', async () => {
    const replies: ((reply: AgentReply) => void)[] = [];
    let now = 0;
    const vm = workflowMachine(workflow(`${steps('a', 'b')} pipeline { [a | b] }`), {
      agents: {
        time: 'real',
        invoke: () => new Promise<AgentReply>((resolve) => replies.push(resolve)),
      },
      clock: { now: () => now, after: () => () => undefined },
    });
    equal(vm.run(), 'waiting');
    equal(replies.length, 2);
    for (const [index, at] of [
      [1, 40],
      [0, 90],
    ] as const) {
      now = at;
      const ready = vm.untilReady();
      replies[index]?.(answer(`reply ${index}`));
      await ready;
      equal(vm.run(), index === 1 ? 'waiting' : 'halted');
    }
    const [report] = reportsOf(vm);
    deepEqual(report && fates(report), ['a completed 1 90', 'b completed 1 40']);
  });

  it('may be paused while they are waited for', () => {
    const vm = workflowMachine(workflow(steps('a')), {
      agents: { time: 'real', invoke: () => new Promise(() => undefined) },
      clock: { now: () => 0, after: () => () => undefined },
    });
    equal(vm.run(), 'waiting');
    vm.pauseWaiting();
    equal(vm.executionState.kind, 'Paused');
    equal(vm.run({ resume: true }), 'waiting');
  });
});

describe('a runtime error in a step', () => {
  it('ends the program with the frames of workflow, step and attempt', () => {
    const text = workflow(step('a', 'inputs { x = ${1 / input.zero} }'));
    const vm = workflowMachine(text, { input: new Map([['zero', 0]]) });
    equal(vm.run(), 'error');
    equal(`${vm.error?.kind}: ${vm.error?.message}`, 'DivisionByZero: Division by zero');
    deepEqual(
      vm.error?.stackTrace
        .slice(1)
        .map((line) => line.replace(/^.*?, /, '').replace(/ line.*/, '')),
      ['program "w.mso"', 'workflow "w"', 'step "a"', 'attempt "a" number 1'],
    );
  });
});

describe('many steps', () => {
  it('take time in proportion to their number', () => {
    const chain = (count: number): string =>
      workflow(
        Array.from({ length: count }, (_, index) =>
          step(`s${index}`, index > 0 ? `depends_on = ["s${index - 1}"]` : ''),
        ).join(''),
      );
    equal(runWorkflow(chain(2_000)).stats.agent_calls, 2_000);
    const beside = workflow(
      Array.from({ length: 1_000 }, (_, index) => step(`s${index}`, 'parallel = true')).join(''),
    );
    equal(runWorkflow(beside).stats.duration_ms, 1_000);
  });
});
