import { deepEqual, equal, match } from 'node:assert/strict';
import { SessionUnderTest, stoppedAt } from '../testing/session-under-test.js';
import { parseLogMessage } from './log-message.js';

const program = `agent "a" {
  model = "m"
  temperature = 0.5
  o { p = [1, 2] }
  timeout = 90s
  last = true
}`;

const messages: readonly (readonly [message: string, printed: string])[] = [
  ['plain text', 'plain text'],
  ['{model}', 'm'],
  ['model is {model}.', 'model is m.'],
  ['{temperature * 2} and {o.p[1]}', '1 and 2'],
  ['{o}', '{p: [2 items]}'],
  ['{timeout}', '90s'],
  ['\\{model\\} is {model}', '{model} is m'],
  ['{ {a: 1}.a }', '1'],
  ['a \\n stays, } stays', 'a \\n stays, } stays'],
  ['{"{"}', '{'],
  ['{"}" + \'{\'}', '}{'],
];

describe('log messages', () => {
  for (const [message, printed] of messages) {
    it(`${message} prints ${printed}`, () => {
      const test = new SessionUnderTest().load(program, { stopOnEntry: false });
      test.set({ line: 6, logMessage: message });
      equal(test.begin().place, 'ended 0');
      deepEqual(test.output, [`log: ${printed}`]);
      deepEqual(test.stops, []);
    });
  }

  const problems: readonly (readonly [message: string, problem: RegExp])[] = [
    ['{model', /the \{ at column 1 is never closed/],
    ['ok {model} {1 +}', /./],
    ['a {}', /./],
    ['{"}', /the \{ at column 1 is never closed/],
  ];
  for (const [message, problem] of problems) {
    it(`${message} is refused when it is set`, () => {
      const parsed = parseLogMessage(message);
      match('problem' in parsed ? parsed.problem : '', problem);
      const [breakpoint] = stoppedAt(program, 2).set({ line: 6, logMessage: message });
      deepEqual([breakpoint?.verified, breakpoint?.reason], [false, 'failed']);
      match(breakpoint?.message ?? '', problem);
    });
  }

  it('a name that is not known there is refused when it is set', () => {
    const [breakpoint] = stoppedAt(program, 2).set({ line: 6, logMessage: 'is {modle}' });
    match(breakpoint?.message ?? '', /^'modle' is not known here; did you mean 'model'\?/);
  });

  it('an expression that fails stops once and says that it is the log point', () => {
    const test = new SessionUnderTest().load(program, { stopOnEntry: false });
    test.set({ line: 6, logMessage: '{model + 1}' });
    match(test.begin().stops[0]?.text ?? '', /^the log point failed: /);
    equal(test.continue().place, 'ended 0');
  });
});
