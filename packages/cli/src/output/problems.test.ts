import assert from 'node:assert/strict';
import { exitCodes, reportProblem, UsageProblem } from './problems.js';
import { paintWith } from './terminal.js';

function report(problem: unknown): { code: number; text: string } {
  const lines: string[] = [];
  const code = reportProblem(problem, {
    print: () => assert.fail('problems are no results'),
    report: (text) => lines.push(text),
    printPaint: paintWith(false),
    reportPaint: paintWith(false),
    isInteractive: false,
    printsToPerson: false,
    overwrite: () => {},
  });
  return { code, text: lines.join('\n') };
}

describe('a problem', () => {
  afterEach(() => {
    delete process.env.MSO_DEBUG;
  });

  it('of usage is told with the help that explains it', () => {
    const { code, text } = report(new UsageProblem('FILE is missing', 'run'));
    assert.equal(code, exitCodes.unusable);
    assert.equal(text, 'mso run: FILE is missing\nTry: mso help run');
  });

  it('that nobody expected is one line', () => {
    const { code, text } = report(new TypeError('x is not a function\nand more'));
    assert.equal(code, exitCodes.internal);
    assert.equal(text, 'mso: internal error: x is not a function (MSO_DEBUG=1 shows where)');
  });

  it('that nobody expected shows its stack to a person who asks', () => {
    process.env.MSO_DEBUG = '1';
    assert.match(report(new Error('oh')).text, /^mso: internal error: Error: oh\n +at /);
  });

  it('may be anything that was thrown', () => {
    assert.equal(report(undefined).text, 'mso: internal error: undefined');
  });
});
