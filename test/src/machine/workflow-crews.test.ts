import { deepEqual, equal } from 'node:assert/strict';
import { type AgentRequest, Duration } from '@mso/vm';
import { dataOf, reportOfFlow, runFlow, type Script } from '../support/flow.js';

const agents = ['boss', 'ann', 'bob', 'cy'].map((name) => `agent ${name} {}`).join('\n');

/** One step that a crew or several workers work on. */
function program(crew: string, step = 'crew = [team]'): string {
  return `${agents}
crew team { ${crew} }
crew pair { agents = [ann, bob] process = parallel }
workflow w { step s { ${step} task = "do it" inputs = { n = 1 } } }`;
}

/** `AGENT CREW INPUTS` */
function asked({ agent, crew, inputs }: AgentRequest): string {
  return `${agent.name} ${crew ?? '-'} ${JSON.stringify(dataOf(new Map(inputs)))}`;
}

interface Case {
  readonly what: string;
  readonly crew: string;
  readonly step?: string;
  readonly script: Script;
  readonly asked: readonly string[];
  readonly output?: unknown;
  readonly error?: string;
  readonly seconds: number;
}

const cases: readonly Case[] = [
  {
    what: 'a sequential crew hands each output on',
    crew: 'agents = [ann, bob, cy] process = sequential',
    script: {
      ann: [{ output: 'A', after: 1 }],
      bob: [{ output: 'B', after: 2 }],
      cy: [{ output: 'C', after: 3 }],
    },
    asked: [
      'ann team {"n":1}',
      'bob team {"n":1,"previous":"A"}',
      'cy team {"n":1,"previous":"B"}',
    ],
    output: 'C',
    seconds: 6,
  },
  {
    what: 'a crew that does not say how works in turn',
    crew: 'agents = [ann, bob]',
    script: { ann: [{ output: null }], bob: [{ output: 'B' }] },
    asked: ['ann team {"n":1}', 'bob team {"n":1,"previous":null}'],
    output: 'B',
    seconds: 0,
  },
  {
    what: 'a parallel crew works at once, and yields all outputs by name',
    crew: 'agents = [ann, bob] process = parallel',
    script: { ann: [{ output: 'A', after: 2 }], bob: [{ output: 'B', after: 1 }] },
    asked: ['ann team {"n":1}', 'bob team {"n":1}'],
    output: { ann: 'A', bob: 'B' },
    seconds: 2,
  },
  {
    what: 'a hierarchical crew asks its manager, its members, and the manager again',
    crew: 'agents = [ann, bob] manager = boss process = hierarchical',
    script: {
      boss: [
        { output: 'plan', after: 1 },
        { output: 'done', after: 1 },
      ],
      ann: [{ output: 'A', after: 5 }],
      bob: [{ output: 'B', after: 3 }],
    },
    asked: [
      'boss team {"n":1}',
      'ann team {"n":1,"plan":"plan"}',
      'bob team {"n":1,"plan":"plan"}',
      'boss team {"n":1,"outputs":{"ann":"A","bob":"B"},"plan":"plan"}',
    ],
    output: 'done',
    seconds: 7,
  },
  {
    what: 'a consensus is what more than half of the members say',
    crew: 'agents = [ann, bob, cy] process = consensus',
    script: {
      ann: [{ output: 'no', after: 1 }],
      bob: [{ output: 'yes', after: 2 }],
      cy: [{ output: 'yes', after: 4 }],
    },
    asked: ['ann team {"n":1}', 'bob team {"n":1}', 'cy team {"n":1}'],
    output: 'yes',
    seconds: 4,
  },
  {
    what: 'equal answers are equal by their content',
    crew: 'agents = [ann, bob, cy] process = consensus',
    script: {
      ann: [{ output: new Map([['k', [1, 'x']]]) }],
      bob: [{ output: 2 }],
      cy: [{ output: new Map([['k', [1, 'x']]]) }],
    },
    asked: ['ann team {"n":1}', 'bob team {"n":1}', 'cy team {"n":1}'],
    output: { k: [1, 'x'] },
    seconds: 0,
  },
  {
    what: 'half of the members are no consensus',
    crew: 'agents = [ann, bob] process = consensus',
    script: { ann: [{ output: 1 }], bob: [{ output: 2, after: 1 }] },
    asked: ['ann team {"n":1}', 'bob team {"n":1}'],
    error: 'crew "team" found no consensus: 2 members gave 2 different answers',
    seconds: 1,
  },
  {
    what: 'a member that fails ends the attempt of a parallel crew at once',
    crew: 'agents = [ann, bob] process = parallel',
    script: { ann: [{ output: 1, after: 9 }], bob: [{ fail: 'ill', after: 2 }] },
    asked: ['ann team {"n":1}', 'bob team {"n":1}'],
    error: 'agent "bob": ill',
    seconds: 2,
  },
  {
    what: 'a member that fails keeps those behind it from being asked',
    crew: 'agents = [ann, bob]',
    script: { ann: [{ fail: 'ill', after: 2 }] },
    asked: ['ann team {"n":1}'],
    error: 'agent "ann": ill',
    seconds: 2,
  },
  {
    what: 'a sequential crew without members yields nothing',
    crew: 'agents = []',
    script: {},
    asked: [],
    output: null,
    seconds: 0,
  },
  {
    what: 'a parallel crew without members yields an empty object',
    crew: 'agents = [] process = parallel',
    script: {},
    asked: [],
    output: {},
    seconds: 0,
  },
  {
    what: 'nobody agrees on nothing',
    crew: 'agents = [] process = consensus',
    script: {},
    asked: [],
    error: 'crew "team" found no consensus: 0 members gave 0 different answers',
    seconds: 0,
  },
  {
    what: 'several workers of a step work in turn',
    crew: 'agents = [cy]',
    step: 'crew = [ann, bob]',
    script: { ann: [{ output: 'A', after: 1 }], bob: [{ output: 'B', after: 1 }] },
    asked: ['ann s {"n":1}', 'bob s {"n":1,"previous":"A"}'],
    output: 'B',
    seconds: 2,
  },
  {
    what: 'a crew may be one of several workers',
    crew: 'agents = [cy, boss] process = consensus',
    step: 'crew = [ann, pair, team]',
    script: {
      boss: [{ output: 'C' }],
      ann: [
        { output: 'A1', after: 1 },
        { output: 'A2', after: 2 },
      ],
      bob: [{ output: 'B', after: 4 }],
      cy: [{ output: 'C', after: 1 }],
    },
    asked: [
      'ann s {"n":1}',
      'ann pair {"n":1,"previous":"A1"}',
      'bob pair {"n":1,"previous":"A1"}',
      'cy team {"n":1,"previous":{"ann":"A2","bob":"B"}}',
      'boss team {"n":1,"previous":{"ann":"A2","bob":"B"}}',
    ],
    output: 'C',
    seconds: 6,
  },
  {
    what: 'one worker that is an agent is asked by itself',
    crew: 'agents = [cy]',
    step: 'crew = [ann]',
    script: { ann: [{ output: 'A' }] },
    asked: ['ann - {"n":1}'],
    output: 'A',
    seconds: 0,
  },
  {
    what: 'a step that nobody works on yields its inputs',
    crew: 'agents = [cy]',
    step: '',
    script: {},
    asked: [],
    output: { n: 1 },
    seconds: 0,
  },
];

describe('crews', () => {
  for (const { what, crew, step, script, seconds, ...expected } of cases) {
    it(what, () => {
      const flow = runFlow(program(crew, step), { script });
      const report = reportOfFlow(flow);
      deepEqual(flow.requests.map(asked), expected.asked);
      equal(report.steps.get('s')?.error ?? undefined, expected.error);
      equal(report.status, expected.error === undefined ? 'completed' : 'failed');
      deepEqual(dataOf(report.output), expected.output ?? null);
      equal(report.stats.duration_ms, seconds * 1_000);
      equal(report.stats.agent_calls, expected.asked.length);
    });
  }

  it('a new attempt begins with the first member again', () => {
    const step = 'crew = [team] retry { max_attempts = 2 delay = 5s }';
    const flow = runFlow(program('agents = [ann, bob]', step), {
      script: {
        bob: [
          { fail: 'ill', after: 1 },
          { output: 'B', after: 1 },
        ],
      },
    });
    deepEqual(
      flow.requests.map(({ agent, attempt }) => `${agent.name} ${attempt}`),
      ['ann 1', 'bob 1', 'ann 2', 'bob 2'],
    );
    equal(reportOfFlow(flow).stats.duration_ms, 7_000);
  });

  it('the timeout of a step is that of the whole crew', () => {
    const step = 'crew = [team] timeout = 10s';
    const report = reportOfFlow(
      runFlow(program('agents = [ann, bob]', step), {
        script: { ann: [{ output: 1, after: 6 }], bob: [{ output: 1, after: 6 }] },
      }),
    );
    equal(report.steps.get('s')?.error, 'it took longer than 10s');
    equal(report.stats.duration_ms, 10_000);
  });

  it('calls that nobody waits for any more are told so', () => {
    const { requests } = runFlow(program('agents = [ann, bob, cy] process = parallel'), {
      script: {
        ann: [{ output: 1, after: 9 }],
        bob: [{ output: 1, after: 1 }],
        cy: [{ fail: 'ill', after: 2 }],
      },
    });
    deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [true, false, false],
    );
  });
});

describe('what an agent is asked', () => {
  const text = `
project p { version = "1.2" }
agent ann {
  model = "m-1" role = "Writer" temperature = 0.5 max_tokens = 100
  capabilities = [x, y] tools = [t] backstory { Once }
}
context prod {
  environment = "live" debug = false
  secrets { KEY = $TOKEN }
  variables { lang = "de" list = [1] }
}
workflow w {
  step a { agent = ann task = "first \${input.topic}" output = draft }
  step b {
    agent = ann depends_on = [a]
    task = "\${project.name} \${lang} \${steps.a.output} \${attempt} \${step} \${workflow}"
    inputs = { given = \${input.topic} all = [1, \${lang}] wait = 5m }
  }
}`;
  const { requests } = runFlow(text, { input: new Map([['topic', 'cats']]) });
  const [first, second] = requests;

  it('is the task with its placeholders filled in', () => {
    equal(first?.task, 'first cats');
    equal(second?.task, 'p de a by ann 1 b w');
  });

  it('is given what the step depends on, by the name of its output, and its inputs', () => {
    deepEqual(first?.inputs, new Map());
    deepEqual(
      second?.inputs,
      new Map<string, unknown>([
        ['draft', 'a by ann'],
        ['given', 'cats'],
        ['all', [1, 'de']],
        ['wait', new Duration(5, 'Minutes')],
      ]),
    );
  });

  it('comes with the card of the agent, the context and its secrets', () => {
    deepEqual(first?.agent, {
      name: 'ann',
      model: 'm-1',
      role: 'Writer',
      temperature: 0.5,
      maxTokens: 100,
      backstory: 'Once',
      capabilities: ['x', 'y'],
      tools: ['t'],
    });
    deepEqual(first?.context, {
      name: 'prod',
      environment: 'live',
      variables: new Map<string, unknown>([
        ['lang', 'de'],
        ['list', [1]],
      ]),
    });
    equal(first?.secrets.get('KEY')?.target, 'TOKEN');
    deepEqual(
      [first?.workflow, first?.step, first?.attempt, first?.crew],
      ['w', 'a', 1, undefined],
    );
  });

  it('an agent that says nothing about itself has the defaults', () => {
    const [request] = runFlow('agent x {} workflow w { step s { agent = x } }').requests;
    deepEqual(request?.agent, {
      name: 'x',
      model: 'gpt-4',
      role: 'Assistant',
      capabilities: [],
      tools: [],
    });
    deepEqual([request?.task, request?.context, request?.secrets], ['', undefined, new Map()]);
  });

  it('the agent of the workflow works where the step names nobody', () => {
    const { requests } = runFlow(
      'agent x {} agent y {} workflow w { agent = x step s {} step t { agent = y } }',
    );
    deepEqual(
      requests.map(({ agent, step }) => `${step} ${agent.name}`),
      ['s x', 't y'],
    );
  });
});
