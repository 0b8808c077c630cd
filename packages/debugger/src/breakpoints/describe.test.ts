import { deepEqual, equal } from 'node:assert/strict';
import { executeConsoleCommand } from '../console/commands.js';
import { type SessionUnderTest, started } from '../testing/session-under-test.js';
import { nameOf } from './data-name.js';
import { dataInfo } from './data-target.js';

const program = `agent "a" {
  model = "m"
  temperature = 0.5
}
agent "b" {
  model = "n"
}
`;

/** What `:breakpoints` says. */
function lines({ session, frame }: SessionUnderTest): string[] {
  return executeConsoleCommand(session, frame, ':breakpoints').split('\n');
}

/** Watches what an expression names where the program stands. */
function watch({ session, frame }: SessionUnderTest, text: string, condition: string): void {
  const info = dataInfo(session.evaluator, text, frame);
  if ('problem' in info) throw new Error(info.problem);
  const name = nameOf(session.vm.module, info.target);
  session.breakpoints.data.replace([{ name, access: 'write', condition }]);
}

describe('what breakpoints have seen', () => {
  it('is said of each: why it has not stopped the program', () => {
    const test = started(program);
    const { breakpoints } = test.session;
    test.set({ line: 2, condition: 'model == "n"' }, { line: 6, hitCondition: '2' }, 99, 5);
    breakpoints.setFunctions([{ name: 'b', logMessage: 'here' }]);
    breakpoints.setInstructions([{ address: 0 }]);
    deepEqual(lines(test), [
      '1  test.mso:2 if model == "n"  never reached',
      '2  test.mso:6 hits 2  never reached',
      '3  test.mso:99  not verified: there is no code at or behind this line',
      '4  test.mso:5  never reached',
      '5  function b log "here"  never reached',
      '6  instruction 0  never reached',
    ]);
    equal(test.continue().continue().place, 'ended 0');
    const { session } = test;
    const seen = [1, 2, 4, 5, 6].map((id) => session.breakpoints.seen(id)?.reached);
    deepEqual(seen, [1, 1, 1, 1, 0]);
  });

  it('tells a condition that failed from one that did not hold', () => {
    const test = started(program);
    test.set({ line: 2, condition: 'temperature > 1' }, { line: 3, condition: 'model == "x"' }, 6);
    test.continue();
    equal(test.stops.at(-1)?.text?.startsWith('the condition failed: '), true);
    test.continue();
    deepEqual(lines(test), [
      '1  test.mso:2 if temperature > 1  reached once, its condition never held, it failed',
      '2  test.mso:3 if model == "x"  reached once, its condition never held',
      '3  test.mso:6  reached once',
    ]);
  });

  it('is as it was at the moment that one has gone back to', () => {
    const test = started(program, { vm: { journal: {} } });
    test.set(2, 6);
    test.continue().continue();
    deepEqual(lines(test), ['1  test.mso:2  reached once', '2  test.mso:6  reached once']);
    test.continueBack().continueBack();
    deepEqual(lines(test), ['1  test.mso:2  never reached', '2  test.mso:6  never reached']);
  });

  it('is said of those on values', () => {
    const test = started(program);
    test.set(2);
    test.continue();
    watch(test, 'temperature', 'temperature > 1');
    test.set(6);
    test.continue();
    deepEqual(lines(test), [
      '2  write of agent "a".temperature if temperature > 1  ' +
        'reached once, its condition never held',
      '3  test.mso:6  reached once',
    ]);
  });

  it('is nothing where there are none', () => {
    deepEqual(lines(started(program)), ['there are no breakpoints']);
  });
});

describe('a condition of a breakpoint on a value', () => {
  it('knows the names of the block that the value was set in, also behind its end', () => {
    const test = started(program);
    test.set(2);
    test.continue();
    watch(test, 'temperature', 'temperature < 1 && name == "a"');
    equal(test.continue().reason, 'data breakpoint 2');
  });

  it('that names nothing is said when it is set', () => {
    const test = started(program);
    test.set(2);
    test.continue();
    watch(test, 'temperature', 'nobody > 1');
    const [breakpoint] = test.session.breakpoints.data.all;
    equal(breakpoint?.verified, false);
    equal(breakpoint?.message?.startsWith("'nobody' is not known here"), true);
  });

  it('that fails stops the program once, with the reason', () => {
    const test = started(program);
    test.set(2, 6);
    test.continue();
    watch(test, 'temperature', 'model > 1');
    equal(test.continue().reason, 'data breakpoint 3');
    equal(test.stops.at(-1)?.text?.startsWith('the condition failed: '), true);
    equal(test.continue().reason, 'breakpoint 2');
  });
});
