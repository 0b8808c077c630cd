import { deepEqual, equal, ok } from 'node:assert/strict';
import { DebugSession, type Stop } from '@mso/debugger';
import type { AgentHost } from '@mso/vm';
import fc from 'fast-check';
import { moduleOfText, type Script, scriptedHost } from '../support/flow.js';
import { stateHash } from '../support/machine-state.js';
import { textOf, workflowSpec } from './model/random-workflow.js';

const branches = `agent "a" { model = "m" }
workflow "w" {
  step "one" { agent = "a" task = "1" }
  step "two" { agent = "a" task = "2" }
  step "three" { agent = "a" task = "3" }
  pipeline { [one | two | three] }
}
`;

/** A session that runs when it is told, with all that it reported. */
class Walk {
  readonly stops: Stop[] = [];
  readonly asked: string[] = [];
  exitCode: number | undefined;
  readonly session: DebugSession;
  private readonly waiting: (() => void)[] = [];

  constructor(program: string, script: Script = {}, stopOnExit = true) {
    this.session = new DebugSession({
      events: {
        stopped: (stop) => this.stops.push(stop),
        ended: ({ exitCode }) => {
          this.exitCode = exitCode;
        },
        output: () => undefined,
        breakpointChanged: () => undefined,
      },
      schedule: (slice) => this.waiting.push(slice),
    });
    const host = scriptedHost(script);
    const agents: AgentHost = {
      time: 'virtual',
      invoke: (request) => {
        this.asked.push(request.step);
        return host.invoke(request);
      },
    };
    this.session.load({
      module: moduleOfText(program),
      vm: { workflows: '*', agents, journal: { interval: 100 } },
      ...{ stopOnEntry: true, stopOnExit, noDebug: false },
    });
    this.session.begin();
  }

  /** Lets slices run until nothing is to be done. */
  drain(): this {
    for (let slice = this.waiting.shift(); slice; slice = this.waiting.shift()) slice();
    return this;
  }

  get threads(): readonly number[] {
    return this.session.threads.map(({ id }) => id);
  }

  /** What each thread is at, and how often it has been told to go on. */
  at(id: number): number | undefined {
    return this.session.threadOf(id)?.registers.programCounter;
  }

  /** At the first of several steps that run side by side. */
  atBranches(): this {
    this.untilStep('one');
    deepEqual(this.threads, [1, 2, 3, 4]);
    return this;
  }

  untilStep(name: string): this {
    const { breakpoints } = this.session;
    breakpoints.setFunctions([{ name }]);
    this.session.continue();
    this.drain();
    breakpoints.setFunctions([]);
    return this;
  }

  /** The state before the next instruction, whosever that is. */
  state(): string {
    const { vm } = this.session;
    if (!vm.isUnderWay) return stateHash(vm);
    if (vm.run({ stopBefore: () => true }) === 'stuck') vm.pauseWaiting();
    return stateHash(vm);
  }
}

describe('one thread that runs alone', () => {
  it('leaves all others where they are, step by step', () => {
    const walk = new Walk(branches).atBranches();
    const { session } = walk;
    for (const id of [3, 4, 2, 3]) {
      const others = walk.threads.filter((other) => other !== id);
      const before = others.map((other) => walk.at(other));
      const here = walk.at(id);
      session.step('in', 'instruction', id, id);
      walk.drain();
      ok(walk.at(id) !== here, `thread ${id} has not moved`);
      deepEqual(
        others.map((other) => walk.at(other)),
        before,
      );
      equal(session.currentThread, id);
    }
  });

  it('stops when it has ended, and says that the others stand still', () => {
    const walk = new Walk(branches).atBranches();
    walk.session.continue(3);
    walk.drain();
    equal(walk.stops.at(-1)?.text, 'thread step two has ended; the others stand still');
    deepEqual(walk.threads, [1, 2, 4]);
    deepEqual(walk.asked, ['two']);
    walk.session.continue();
    walk.drain();
    deepEqual(walk.asked, ['two', 'three', 'one']);
    equal(walk.stops.at(-1)?.reason, 'end');
  });

  it('that waits for others says so, and does not hang', () => {
    const walk = new Walk(branches).atBranches();
    for (let count = 0; count < 2; count++) {
      walk.session.continue(1);
      walk.drain();
      const { reason, text } = walk.stops.at(-1) ?? {};
      equal(reason, 'pause');
      equal(text, 'thread main waits for steps whose threads stand still: let all threads run');
    }
    walk.session.continue();
    walk.drain();
    equal(walk.stops.at(-1)?.reason, 'end');
  });

  it('waits for its own agent and its next attempt while the others stand still', () => {
    const retried = branches.replace('task = "2"', 'task = "2" retry { max_attempts = 2 }');
    const script = {
      two: [
        { fail: 'no', after: 5 },
        { output: 1, after: 5 },
      ],
      one: [{ after: 1 }],
    };
    const walk = new Walk(retried, script).atBranches();
    walk.session.continue(3);
    walk.drain();
    deepEqual(walk.asked, ['two', 'two']);
    equal(walk.stops.at(-1)?.text, 'thread step two has ended; the others stand still');
  });

  it('goes on in the past as it did, and with the others where it lives on', () => {
    const walk = new Walk(branches).atBranches();
    const { session } = walk;
    const from = session.journal?.position ?? 0;
    session.continue(3);
    walk.drain();
    session.travel.goTo(from);
    walk.drain();
    equal(session.continue(), false);
    walk.drain();
    equal(walk.stops.at(-1)?.reason, 'end');
    deepEqual(walk.asked, ['two', 'three', 'one']);
  });

  it('begins a new future where another one ran in the past', () => {
    const walk = new Walk(branches).atBranches();
    const { session } = walk;
    const from = session.journal?.position ?? 0;
    session.continue(3);
    walk.drain();
    session.travel.goTo(from);
    walk.drain();
    equal(session.continue(4), true);
    walk.drain();
    deepEqual(walk.asked, ['two', 'three']);
    equal(session.journal?.isInPast, false);
    session.continue();
    walk.drain();
    equal(walk.stops.at(-1)?.reason, 'end');
    deepEqual(walk.asked.slice(2).sort(), ['one', 'two']);
  });

  it('any moment of such a run can be gone back to, and lived through again', () => {
    let changes = 0;
    const property = fc.property(
      workflowSpec,
      fc.array(fc.record({ pick: fc.nat(), alone: fc.boolean(), far: fc.boolean() }), {
        minLength: 10,
        maxLength: 40,
      }),
      fc.array(fc.nat(), { minLength: 5, maxLength: 10 }),
      (spec, moves, places) => {
        const walk = new Walk(textOf(spec)).untilStep('s*');
        const { session } = walk;
        const states = new Map<number, string>();
        const note = (): void => {
          states.set(session.vm.executedInstructions, walk.state());
        };
        for (const { pick, alone, far } of moves) {
          if (!session.vm.isUnderWay) break;
          const id = walk.threads[pick % walk.threads.length];
          if (alone && walk.threads.length > 1) changes++;
          session.step(far ? 'over' : 'in', 'instruction', id, alone ? id : undefined);
          // What was to be changed was changed: as of now the moment is as it will be found.
          note();
          walk.drain();
        }
        note();
        const known = [...states.keys()];
        for (const place of places) {
          const position = known[place % known.length] ?? 0;
          session.journal?.seek(position);
          equal(session.vm.executedInstructions, position);
          equal(stateHash(session.vm), states.get(position), `at ${position}`);
        }
        const asked = [...walk.asked];
        const last = Math.max(...known);
        session.travel.goTo(0);
        walk.drain();
        session.travel.goTo(last);
        walk.drain();
        equal(stateHash(session.vm), states.get(last));
        deepEqual(walk.asked, asked);
      },
    );
    fc.assert(property, { seed: 20_261_126, numRuns: 100 });
    ok(changes > 100, `${changes}`);
  });
});
