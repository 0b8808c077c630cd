import { deepEqual, equal } from 'node:assert/strict';
import {
  reportOfFlow,
  runFlow,
  type Script,
  type ScriptedReply,
  stepsOf,
} from '../support/flow.js';

function workflow(steps: Readonly<Record<string, string>>, properties = ''): string {
  const blocks = Object.entries(steps).map(([name, body]) => `  step ${name} { ${body} }`);
  return `agent x {}\nworkflow w {\n  agent = x\n  ${properties}\n${blocks.join('\n')}\n}\n`;
}

const failing: ScriptedReply = { fail: 'no', after: 1 };

/** The machine times in seconds at which the agent is asked. */
function askedAt(program: string, script: Script): number[] {
  const { events } = runFlow(program, { script });
  return events.flatMap((event) => {
    const [, seconds] = /^(\S+) call \d+ x$/.exec(event) ?? [];
    return seconds === undefined ? [] : [Number(seconds)];
  });
}

describe('retry', () => {
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['', [0]],
    ['retry { max_attempts = 1 delay = 9s }', [0]],
    ['retry { max_attempts = 4 }', [0, 1, 2, 3]],
    ['retry { max_attempts = 4 delay = 10s }', [0, 11, 22, 33]],
    ['retry { max_attempts = 4 delay = 10s backoff = "fixed" }', [0, 11, 22, 33]],
    ['retry { max_attempts = 4 delay = 10s backoff = "linear" }', [0, 11, 32, 63]],
    ['retry { max_attempts = 5 delay = 10s backoff = "exponential" }', [0, 11, 32, 73, 154]],
    ['retry { max_attempts = 3 delay = 1m backoff = "exponential" }', [0, 61, 182]],
  ];
  for (const [retry, times] of cases) {
    it(`${retry || 'nothing'} asks at ${times.join(', ')} seconds`, () => {
      const program = workflow({ s: retry });
      deepEqual(askedAt(program, { s: [failing] }), times);
      const report = reportOfFlow(runFlow(program, { script: { s: [failing] } }));
      const seconds = (times.at(-1) ?? 0) + 1;
      deepEqual(stepsOf(report), { s: `failed x${times.length} ${seconds}s` });
    });
  }

  it('ends with the first attempt that succeeds', () => {
    const script = { s: [failing, failing, { output: 'yes', after: 2 }, failing] };
    const report = reportOfFlow(
      runFlow(workflow({ s: 'retry { max_attempts = 9 delay = 5s }' }), { script }),
    );
    deepEqual(stepsOf(report), { s: 'completed x3 14s' });
    equal(report.output, 'yes');
    equal(report.steps.get('s')?.error, null);
    equal(report.stats.agent_calls, 3);
  });

  it('a workflow has a policy for steps that have none', () => {
    const program = workflow(
      { a: '', b: 'retry { max_attempts = 1 }' },
      'retry { max_attempts = 3 delay = 1s }',
    );
    const report = reportOfFlow(runFlow(program, { script: { x: [failing] } }));
    deepEqual(stepsOf(report), { a: 'failed x3 5s', b: 'failed x1 1s' });
  });

  it('other steps run while one waits for its next attempt', () => {
    const program = workflow({
      a: 'parallel = true retry { max_attempts = 2 delay = 10s }',
      b: '',
    });
    const { events } = runFlow(program, {
      script: { a: [failing, { output: 1 }], b: [{ output: 2, after: 4 }] },
    });
    deepEqual(events.slice(3), [
      '0 call 1 x',
      '0 call 2 x',
      '1 call 2 x failure',
      '1 a running attempt 1: agent "x": no',
      '4 call 1 x output',
      '4 b completed',
      '11 call 3 x',
      '11 call 3 x output',
      '11 a completed',
      '11 thread 2 step a exited',
      '11 workflow w completed',
    ]);
  });

  it('the delay of very many attempts stays a number', () => {
    const retry = 'retry { max_attempts = 1100 delay = DELAY backoff = "exponential" }';
    for (const [delay, duration] of [
      ['0s', 0],
      ['1s', Number.MAX_SAFE_INTEGER],
    ] as const) {
      const program = workflow({ s: retry.replace('DELAY', delay) });
      const report = reportOfFlow(runFlow(program, { script: { s: [{ fail: 'no' }] } }));
      equal(report.steps.get('s')?.attempts, 1_100);
      const ms = report.stats.duration_ms;
      equal(Number.isFinite(ms) && ms >= duration, true, `${ms}`);
    }
  });
});

describe('the timeout of a step', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, 'completed x1 0s'],
    [9.999, 'completed x1 9.999s'],
    [10, 'completed x1 10s'],
    [10.001, 'failed x1 10s'],
    [3_600, 'failed x1 10s'],
  ];
  for (const [after, result] of cases) {
    it(`of 10 seconds with a reply after ${after}: ${result}`, () => {
      const flow = runFlow(workflow({ s: 'timeout = 10s' }), {
        script: { s: [{ output: 1, after }] },
      });
      const report = reportOfFlow(flow);
      deepEqual(stepsOf(report), { s: result });
      const error = result.startsWith('failed') ? 'it took longer than 10s' : null;
      equal(report.steps.get('s')?.error, error);
      equal(flow.requests[0]?.signal.aborted, error !== null);
    });
  }

  it('counts for each attempt anew, and not for the time between them', () => {
    const program = workflow({ s: 'timeout = 10s retry { max_attempts = 3 delay = 1m }' });
    const script = { s: [{ output: 1, after: 11 }, failing, { output: 2, after: 10 }] };
    const report = reportOfFlow(runFlow(program, { script }));
    deepEqual(stepsOf(report), { s: 'completed x3 141s' });
  });

  it('a failure exactly at the deadline is that failure', () => {
    const script = { s: [{ fail: 'no', after: 10 }] };
    const report = reportOfFlow(runFlow(workflow({ s: 'timeout = 10s' }), { script }));
    equal(report.steps.get('s')?.error, 'agent "x": no');
  });
});

describe('the timeout of a workflow', () => {
  it('a reply exactly at the deadline is in time', () => {
    const program = workflow({ a: '', b: '' }, 'timeout = 10s');
    const report = reportOfFlow(runFlow(program, { script: { x: [{ output: 1, after: 5 }] } }));
    equal(report.status, 'completed');
  });

  it('ends what runs, waits or has not begun', () => {
    const steps = {
      a: 'parallel = true',
      b: 'parallel = true retry { max_attempts = 9 delay = 1m }',
      c: '',
      d: 'depends_on = [c]',
      e: 'depends_on = [d]',
      f: 'parallel = true',
    };
    const script = {
      a: [{ output: 1, after: 10.001 }],
      b: [failing],
      c: [{ output: 1, after: 99 }],
      f: [{ output: 1, after: 10 }],
    };
    const flow = runFlow(workflow(steps, 'timeout = 10s'), { script });
    const report = reportOfFlow(flow);
    const reason = 'the workflow took longer than 10s';
    equal(report.status, 'failed');
    equal(report.error, reason);
    equal(report.stats.duration_ms, 10_000);
    deepEqual(stepsOf(report), {
      a: 'failed x1 10s',
      b: 'failed x1 10s',
      c: 'failed x1 10s',
      d: 'skipped x0 0s',
      e: 'skipped x0 0s',
      f: 'completed x1 10s',
    });
    for (const name of 'abcde') equal(report.steps.get(name)?.error, reason, name);
    deepEqual(
      flow.requests.map(({ step, signal }) => `${step} ${signal.aborted}`),
      ['c true', 'a true', 'b false', 'f false'],
    );
  });

  it('ends no step of the workflows after it', () => {
    const program = `${workflow({ s: '' }, 'timeout = 2s')}
workflow v { agent = x step s {} }`;
    const flow = runFlow(program, { script: { x: [{ output: 1, after: 9 }] } });
    deepEqual(stepsOf(reportOfFlow(flow, 'w')), { s: 'failed x1 2s' });
    deepEqual(stepsOf(reportOfFlow(flow, 'v')), { s: 'completed x1 9s' });
  });

  it('does not count the time of the workflow that handles its failure', () => {
    const program = `${workflow({ s: '' }, 'timeout = 5s on_error = "h"')}
workflow h { agent = x step late {} }`;
    const script = { s: [failing], late: [{ output: 1, after: 60 }] };
    const report = reportOfFlow(runFlow(program, { script, workflows: ['w'] }));
    equal(report.error, 'step "s" failed: agent "x": no');
    equal(report.on_error?.status, 'completed');
  });
});

describe('a step that fails for good', () => {
  const steps = {
    a: '',
    b: 'depends_on = [a]',
    c: 'depends_on = [b]',
    d: '',
    e: 'depends_on = [d, c]',
    f: 'depends_on = [d]',
  };

  it('skips all that need it, and nothing else', () => {
    const report = reportOfFlow(runFlow(workflow(steps), { script: { a: [failing] } }));
    equal(report.status, 'failed');
    equal(report.error, 'step "a" failed: agent "x": no');
    equal(report.output, null);
    deepEqual(stepsOf(report), {
      a: 'failed x1 1s',
      b: 'skipped x0 0s',
      c: 'skipped x0 0s',
      d: 'completed x1 0s',
      e: 'skipped x0 0s',
      f: 'completed x1 0s',
    });
    for (const name of 'bce') {
      equal(report.steps.get(name)?.error, 'it needs step "a", which failed', name);
    }
  });

  it('skips what the pipeline puts behind it, conditions included', () => {
    const program = `agent x {} workflow w { agent = x
      step a {} step b {} step c {} step d {}
      pipeline { a -> if steps.a.output > 1 { b } else { c } -> d } }`;
    const report = reportOfFlow(runFlow(program, { script: { a: [failing] } }));
    deepEqual(stepsOf(report), {
      a: 'failed x1 1s',
      b: 'skipped x0 0s',
      c: 'skipped x0 0s',
      d: 'skipped x0 0s',
    });
  });

  it('does not end the steps that run beside it', () => {
    const program = workflow({ a: 'parallel = true', b: 'parallel = true', c: 'depends_on = [b]' });
    const report = reportOfFlow(
      runFlow(program, { script: { a: [failing], b: [{ output: 1, after: 5 }] } }),
    );
    deepEqual(stepsOf(report), {
      a: 'failed x1 1s',
      b: 'completed x1 5s',
      c: 'completed x1 0s',
    });
  });

  it('leaves the output of an earlier attempt nowhere', () => {
    const program = workflow({ a: '', b: 'when = steps.a.output == null' });
    const report = reportOfFlow(runFlow(program, { script: { a: [failing] } }));
    equal(report.steps.get('b')?.status, 'completed');
    equal(report.steps.get('a')?.output, null);
  });
});
