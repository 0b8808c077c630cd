import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { Scheduler } from './scheduler.js';
import { Thread } from './thread.js';

const newThread = (id: number): Thread => new Thread(id, `t${id}`, [], 8);

/** What the next thread is by the rule: the next one that is ready, in a circle. */
function nextByTheRule({ current, threads }: Scheduler): number | undefined {
  const ready = threads.filter(({ state }) => state.kind === 'ready').map(({ id }) => id);
  return ready.find((id) => id > current.id) ?? ready[0];
}

describe('the scheduler', () => {
  it('gives the turn to the next thread that is ready, in the order of their creation', () => {
    const command = fc.record({
      what: fc.constantFrom('start', 'wait', 'wake', 'end', 'choose', 'choose'),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const scheduler = new Scheduler(newThread(1));
        for (const { what, which } of commands) {
          const { threads } = scheduler;
          const thread = threads[which % Math.max(threads.length, 1)];
          if (what === 'start') scheduler.start(newThread(scheduler.takeId()));
          else if (what === 'choose') {
            const expected = nextByTheRule(scheduler);
            const { id } = scheduler.current;
            equal(scheduler.chooseNext(), expected !== undefined);
            equal(scheduler.current.id, expected ?? id);
          } else if (thread === undefined) continue;
          else if (what === 'wait') thread.state = { kind: 'agents' };
          else if (what === 'wake') scheduler.wake(thread);
          else scheduler.end(thread);
        }
      }),
    );
  });

  it('a turn is over after a thousand instructions, or when the thread waits', () => {
    const scheduler = new Scheduler(newThread(1));
    scheduler.spend(999);
    equal(scheduler.isTurnOver, false);
    scheduler.spend(1);
    equal(scheduler.isTurnOver, true);
    equal(scheduler.chooseNext(), true);
    equal(scheduler.isTurnOver, false);
    scheduler.current.state = { kind: 'steps' };
    equal(scheduler.isTurnOver, true);
    equal(scheduler.chooseNext(), false);
  });

  it('knows the highest stack of all threads, those that have ended included', () => {
    const scheduler = new Scheduler(newThread(1));
    const thread = newThread(scheduler.takeId());
    scheduler.start(thread);
    for (const value of [1, 2, 3]) thread.stack.push(value);
    scheduler.end(thread);
    deepEqual(
      scheduler.threads.map(({ id }) => id),
      [1],
    );
    equal(scheduler.peakStackSize, 3);
  });
});
