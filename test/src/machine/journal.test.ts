import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AgentHost, AgentReply, Clock, HelixVM, JournalOptions } from '@mso/vm';
import fc from 'fast-check';
import { type Flow, moduleOfText, prepareFlow } from '../support/flow.js';
import { stateHash } from '../support/machine-state.js';
import { textOf, type WorkflowSpec, workflowSpec } from './model/random-workflow.js';
import { outputOf } from './model/reference-model.js';

/** Agents that answer by the tables of a random workflow, at once or a little later. */
function hostOf({ steps }: WorkflowSpec, answers: 'at once' | 'later', asked: string[]): AgentHost {
  return {
    time: 'virtual',
    invoke({ step, attempt }) {
      asked.push(`${step} ${attempt}`);
      const replies = steps.find(({ name }) => name === step)?.replies ?? [];
      const reply = replies[Math.min(attempt, replies.length) - 1];
      const afterMs = reply?.afterMs ?? 0;
      const answer: AgentReply = reply?.fails
        ? { kind: 'failure', message: 'no', afterMs }
        : { kind: 'output', output: outputOf(step, attempt), afterMs };
      return answers === 'at once' ? answer : Promise.resolve(answer);
    },
  };
}

/** The states before each instruction, and the one at the end, of a run without a journal. */
async function straightRun(flow: Flow): Promise<string[]> {
  const hashes: string[] = [];
  const { vm } = flow;
  for (let resume = false; ; resume = true) {
    const outcome = vm.run({ resume, stopBefore: () => true });
    if (outcome === 'waiting') await vm.untilReady();
    else if (outcome === 'stopped') hashes[vm.executedInstructions] ??= stateHash(vm);
    else return [...hashes, stateHash(vm)];
  }
}

async function runToEnd(vm: HelixVM): Promise<void> {
  while (vm.run() === 'waiting') await vm.untilReady();
}

const interval: Partial<JournalOptions> = { interval: 100 };

describe('a machine with a journal', () => {
  for (const answers of ['at once', 'later'] as const) {
    it(`is at any position what it was there, with replies that come ${answers}`, async () => {
      let positions = 0;
      const property = fc.asyncProperty(
        workflowSpec,
        fc.array(fc.nat(), { minLength: 5, maxLength: 20 }),
        async (spec, walk) => {
          const module = moduleOfText(textOf(spec));
          const asked: string[] = [];
          const states = await straightRun(
            prepareFlow(module, { agents: hostOf(spec, answers, []) }),
          );
          const agents = hostOf(spec, answers, asked);
          const { vm, events } = prepareFlow(module, { agents, journal: interval });
          await runToEnd(vm);
          const told = [...events];
          const wasAsked = [...asked];
          equal(vm.journal?.end, states.length - 1);
          for (const [index, number] of walk.entries()) {
            const position = number % states.length;
            if (index % 3 === 2 && vm.isUnderWay) vm.run({ maxInstructions: number % 50 });
            else vm.journal?.seek(position);
            const at = vm.executedInstructions;
            if (vm.isUnderWay) vm.run({ stopBefore: () => true, resume: false });
            equal(stateHash(vm), states[at], `at ${at}`);
            positions++;
          }
          vm.journal?.seek(0);
          await runToEnd(vm);
          equal(stateHash(vm), states.at(-1));
          deepEqual(events, told);
          deepEqual(asked, wasAsked);
        },
      );
      await fc.assert(property, { seed: 20_261_126, numRuns: 60 });
      equal(positions > 500, true);
    });
  }

  it('finds the last earlier position at which something holds', async () => {
    const property = fc.asyncProperty(
      workflowSpec,
      fc.nat(),
      fc.nat(),
      async (spec, from, number) => {
        const module = moduleOfText(textOf(spec));
        const agents = hostOf(spec, 'at once', []);
        const { vm } = prepareFlow(module, { agents, journal: interval });
        await runToEnd(vm);
        const { journal } = vm;
        ok(journal);
        const start = from % (journal.end + 1);
        const depth = 1 + (number % 4);
        const holds = (): boolean => vm.callStack.length === depth && vm.stack.size % 2 === 0;
        const expected = positionsWhere(module, hostOf(spec, 'at once', []), start, depth);
        journal.seek(start);
        const search = journal.searchBack({ watch: () => holds });
        while (!search.isDone) search.advance();
        equal(search.found, expected);
      },
    );
    await fc.assert(property, { seed: 7, numRuns: 60 });
  });

  it('real time and replies come again as they came, and nobody is asked again', async () => {
    const asked: number[] = [];
    const replies = new Map<string, (reply: AgentReply) => void>();
    const agents: AgentHost = {
      time: 'real',
      invoke: ({ step }) => {
        asked.push(clock.time);
        return new Promise((resolve) => replies.set(step, resolve));
      },
    };
    const clock = new TestClock();
    const program = `agent x {}
      workflow w {
        agent = x
        step a { parallel = true timeout = 1s retry { max_attempts = 2 delay = 1s } }
        step b { parallel = true }
        step c { depends_on = ["a", "b"] }
      }`;
    const { vm, events } = prepareFlow(moduleOfText(program), { agents, clock, journal: interval });
    const steps: readonly (() => void)[] = [
      () => clock.advance(400),
      () => replies.get('b')?.({ kind: 'output', output: 'b' }),
      () => clock.advance(700),
      () => clock.advance(1_000),
      () => replies.get('a')?.({ kind: 'output', output: 'a' }),
      () => clock.advance(5),
      () => replies.get('c')?.({ kind: 'output', output: 'c' }),
    ];
    for (const step of steps) {
      equal(vm.run(), 'waiting');
      const ready = vm.untilReady();
      step();
      await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 5))]);
    }
    equal(vm.run(), 'halted');
    const [told, state, times] = [[...events], stateHash(vm), [...asked]];
    equal(asked.length, 4);
    for (const position of [0, vm.journal?.end ?? 0, 10, 30]) {
      vm.journal?.seek(position);
      clock.advance(10_000);
      if (vm.isUnderWay) equal(vm.run(), 'halted');
      deepEqual([events, asked, stateHash(vm)], [told, times, state]);
    }
  });
});

class TestClock implements Clock {
  time = 0;
  private waiting: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    this.waiting.push({ at: this.time + milliseconds, callback });
    return () => {};
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.time);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    for (const { callback } of due) callback();
  }
}

/** The last position before another one where something holds, found out by running straight. */
function positionsWhere(
  module: ReturnType<typeof moduleOfText>,
  agents: AgentHost,
  before: number,
  depth: number,
): number | undefined {
  const { vm } = prepareFlow(module, { agents });
  let found: number | undefined;
  vm.run({
    stopBefore: () => {
      if (vm.executedInstructions >= before) return true;
      const holds = vm.callStack.length === depth && vm.stack.size % 2 === 0;
      if (holds) found = vm.executedInstructions;
      return false;
    },
  });
  return found;
}
