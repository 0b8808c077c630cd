import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { SessionUnderTest, started, stoppedAt } from './testing/session-under-test.js';

const program = `agent "a" {
  model = $MISSING
  role = "r"
}
agent "b" {
  last = 1
}
`;

const failing = 'agent "a" {\n  temperature = $WARM\n}\n';
const warm = { environment: { WARM: 'warm' } };

describe('a session', () => {
  it('stops at the entry if it is asked to, before anything has executed', () => {
    const test = started(program);
    deepEqual(test.stops, [{ reason: 'entry', breakpoints: [] }]);
    equal(test.vm.stats.instructionsExecuted, 0);
  });

  it('runs at once otherwise, and always without debugging', () => {
    const setups = [{ stopOnEntry: false }, { noDebug: true }];
    for (const setup of setups) {
      const test = new SessionUnderTest().load(program, setup).begin();
      deepEqual([test.stops, test.endings], [[], [{ exitCode: 0 }]]);
    }
  });

  it('tells the warnings of the machine', () => {
    deepEqual(started(program).continue().output, [
      'warning: environment variable MISSING is not set',
    ]);
  });

  it('stops with the reason breakpoint and its number', () => {
    const test = stoppedAt(program, 3);
    equal(test.place, '3:3 agent "a"');
    match(test.reason, /^breakpoint \d+$/);
  });

  it('stops where the program fails, with everything in place, and ends with 1 behind it', () => {
    const test = started(failing, warm).continue();
    deepEqual(test.stops[1], {
      reason: 'exception',
      breakpoints: [],
      text: 'agent property temperature takes a number',
    });
    equal(test.session.exception?.kind, 'TypeConversion');
    equal(test.place, '2:3 agent "a"');
    equal(test.session.evaluate('pc', test.frame), 2);
    test.continue();
    deepEqual(
      test.endings.map(({ exitCode, error }) => [exitCode, error?.kind]),
      [[1, 'TypeConversion']],
    );
  });

  it('does not stop where the program fails if nobody wants to know', () => {
    for (const setup of [warm, { ...warm, noDebug: true }]) {
      const test = new SessionUnderTest().load(failing, { stopOnEntry: false, ...setup });
      if (!('noDebug' in setup)) test.session.exceptions.set([]);
      test.begin();
      equal(test.stops.length, 0);
      equal(test.place, 'ended 1');
    }
  });

  it('stops behind a recovered error only if it is asked to', () => {
    const test = started(program);
    test.session.exceptions.set([{ filter: 'recovered' }]);
    test.continue();
    equal(test.reason, 'exception');
    equal(test.stops[1]?.text, 'environment variable MISSING is not set');
    equal(test.session.exception?.message, 'environment variable MISSING is not set');
    equal(test.session.evaluate('flags.error', test.frame), true);
    equal(test.continue().place, 'ended 0');
  });

  it('a recovered error that nobody waited for is not reported later', () => {
    const test = stoppedAt(program, 3);
    test.session.exceptions.set([{ filter: 'recovered' }]);
    equal(test.step('over').reason, 'step');
    equal(test.session.exception, undefined);
  });

  it('a recovered error and a breakpoint at one place are one stop', () => {
    const lines = 'agent "a" {\n  tools = [$MISSING,\n    "x"]\n}\n';
    const test = started(lines);
    test.session.exceptions.set([{ filter: 'recovered' }]);
    const [breakpoint] = test.set({ line: 2 });
    test.continue();
    equal(test.reason, `breakpoint ${breakpoint?.id}`);
    test.vm.setBreakpoint(2, {});
    test.continue();
    equal(test.stops.at(-1)?.reason, 'exception');
    equal(test.stops.at(-1)?.text, 'environment variable MISSING is not set');
    equal(test.continue().place, 'ended 0');
  });

  it('pauses before the next instruction and goes on from there', () => {
    const test = started(program);
    test.session.continue();
    test.session.pause();
    test.runSlice();
    equal(test.reason, 'pause');
    equal(test.session.isRunning, false);
    equal(test.vm.executionState.kind, 'Paused');
    equal(test.continue().place, 'ended 0');
  });

  it('a pause while nothing runs does not stop the next run', () => {
    const test = started(program);
    test.session.pause();
    equal(test.continue().place, 'ended 0');
  });

  it('executes nothing more once it was stopped for good', () => {
    const test = started(program);
    test.session.continue();
    test.session.stop();
    test.runSlice();
    equal(test.vm.stats.instructionsExecuted, 0);
    test.continue().step('in');
    equal(test.vm.stats.instructionsExecuted, 0);
    deepEqual([test.stops.length, test.endings], [1, []]);
    equal(test.session.hasEnded, true);
  });

  it('runs once, whoever asks for more meanwhile', () => {
    const test = started(program);
    test.session.continue();
    test.continue();
    equal(test.endings.length, 1);
    test.continue();
    equal(test.endings.length, 1);
  });

  it('large programs run in slices, and a pause between two of them is heard', () => {
    const properties = Array.from({ length: 30_000 }, (_, index) => `p${index} = ${index}`);
    const test = started(`agent "a" {\n${properties.join('\n')}\n}`);
    test.session.continue();
    test.runSlice();
    equal(test.session.isRunning, true);
    const executed = test.vm.stats.instructionsExecuted;
    test.session.pause();
    test.runSlice();
    equal(test.reason, 'pause');
    equal(test.vm.stats.instructionsExecuted, executed);
  });

  it('begins anew with load: a fresh machine, the same breakpoints and filters', () => {
    const test = stoppedAt(program, 6);
    const first = test.vm;
    test.session.exceptions.set([]);
    test.load(program, { stopOnEntry: false }).begin();
    equal(test.vm === first, false);
    equal(test.place, '6:3 agent "b"');
    equal(test.continue().place, 'ended 0');
    test.load(program, { stopOnEntry: false });
    equal(test.session.hasEnded, false);
  });

  it('a slice of the machine before is too late', () => {
    const test = started(program);
    test.session.continue();
    const first = test.vm;
    test.load(program);
    test.runSlice();
    equal(first.stats.instructionsExecuted, 0);
  });

  it('has nothing to show before a program is loaded', () => {
    const { session } = new SessionUnderTest();
    equal(session.isLoaded, false);
    throws(() => session.vm, /no program is loaded/);
  });
});
