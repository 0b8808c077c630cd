import { deepEqual, equal } from 'node:assert/strict';
import { functionsOf, type Profile, Profiler, type VMOptions } from '@mso/vm';
import { moduleOfText, type Script, scriptedHost } from '../support/flow.js';

const program = `agent "ann" {}
agent "bob" {}
workflow "publish" {
  step "first" { agent = "ann" task = "t" retry { max_attempts = 3 delay = 10s } }
  step "left" { agent = "ann" task = "t" parallel = true depends_on = ["first"] }
  step "right" { agent = "bob" task = "t" parallel = true depends_on = ["first"] }
  step "last" { agent = "bob" task = "t" depends_on = ["left", "right"] timeout = 5s }
}
`;

const script: Script = {
  first: [
    { fail: 'busy', after: 2 },
    { output: 1, after: 3 },
  ],
  left: [{ output: 1, after: 20 }],
  right: [{ output: 1, after: 30 }],
  last: [{ output: 1, after: 7 }],
};

async function profileOf(options: VMOptions = {}): Promise<Profile> {
  const agents = scriptedHost(script);
  const settings = { workflows: '*', agents, ...options } as const;
  const profiler = new Profiler(moduleOfText(program), settings, performance);
  while (profiler.run() === 'waiting') await profiler.vm.untilReady();
  return profiler.profile();
}

/** `SELF/TOTAL xCALLS` of the functions that machine time was spent in, in seconds. */
function secondsOf({ tree }: Profile): Readonly<Record<string, string>> {
  return Object.fromEntries(
    functionsOf(tree)
      .filter(({ total }) => total.machineMs > 0)
      .map(({ title, calls, self, total }) => [
        title,
        `${self.machineMs / 1_000}/${total.machineMs / 1_000} x${calls}`,
      ]),
  );
}

describe('the profile of a workflow', () => {
  it('has machine time where each thread has spent it', async () => {
    const profile = await profileOf();
    deepEqual(secondsOf(profile), {
      'program "flow.mso"': '0/50 x1',
      // While its parallel steps go on, the workflow waits for them.
      'workflow "publish"': '30/50 x1',
      // The pause between two attempts is the step's own.
      'step "first"': '10/15 x1',
      'attempt "first"': '5/5 x2',
      'step "left"': '0/20 x1',
      'attempt "left"': '20/20 x1',
      'step "right"': '0/30 x1',
      'attempt "right"': '30/30 x1',
      'step "last"': '0/5 x1',
      'attempt "last"': '5/5 x1',
    });
    equal(profile.machineMs, 50_000);
    const threads = profile.machineTimelines.map((stretches) =>
      stretches.reduce((sum, { ms }) => sum + ms, 0),
    );
    deepEqual(threads, [50_000, 20_000, 30_000]);
  });

  it('has the threads of parallel steps beside the main one', async () => {
    const { tree } = await profileOf();
    const titles = [...tree.root.children.values()].map(({ title }) => title);
    deepEqual(titles, ['(idle)', 'main', 'step left', 'step right']);
  });

  it('counts calls of agents and their tokens by function and by agent', async () => {
    const usage = { inputTokens: 10, outputTokens: 3 };
    const agents = scriptedHost(script);
    const { tree, agents: found } = await profileOf({
      agents: {
        time: 'virtual',
        invoke: async (request) => ({ ...(await agents.invoke(request)), usage }),
      },
    });
    const first = functionsOf(tree).find(({ title }) => title === 'attempt "first"');
    deepEqual(
      [first?.self.agentCalls, first?.self.inputTokens, first?.self.outputTokens],
      [2, 10, 3],
    );
    const calls = [...found].map(([name, agent]) => [name, agent.calls, agent.failures]);
    // The last call was given up, and nobody has seen its reply.
    deepEqual(calls, [
      ['ann', 3, 1],
      ['bob', 2, 0],
    ]);
    deepEqual([found.get('ann')?.inputTokens, found.get('bob')?.outputTokens], [20, 3]);
  });

  it('tells the events of the machine to those who want them', async () => {
    const told: string[] = [];
    await profileOf({
      events: {
        step: ({ step, status }) => told.push(`${step.name} ${status}`),
        thread: ({ name }, change) => told.push(`${name} ${change}`),
        call: (_thread, { agent }, reply) => told.push(`${agent.name} ${reply ? 'says' : 'asked'}`),
      },
    });
    deepEqual(told.slice(0, 4), ['first running', 'ann asked', 'ann says', 'first running']);
    equal(told.filter((text) => text.endsWith('exited')).length, 2);
  });
});
