import assert from 'node:assert/strict';
import type { StepReport, WorkflowReport } from './report.js';
import { reportToText } from './report-text.js';

function step(status: StepReport['status'], more: Partial<StepReport> = {}): StepReport {
  return { status, attempts: 1, duration_ms: 0, output: null, error: null, ...more };
}

const stats = { duration_ms: 0, agent_calls: 0, input_tokens: 0, output_tokens: 0 };

const failed: WorkflowReport = {
  ...{ workflow: 'publish', status: 'failed', output: null },
  error: 'step "review" failed: rate limited\ntry later',
  steps: new Map([
    ['draft', step('completed', { duration_ms: 5_000, output: 'A text' })],
    [
      'review',
      step('failed', { attempts: 3, duration_ms: 61_000, error: 'rate limited\ntry later' }),
    ],
    ['print', step('skipped', { attempts: 0, error: 'it needs step "review", which failed' })],
  ]),
  stats: { duration_ms: 66_000, agent_calls: 4, input_tokens: 120, output_tokens: 30 },
};

const completed: WorkflowReport = {
  ...{ workflow: 'tell', status: 'completed', output: new Map([['ok', true]]), error: null },
  ...{ steps: new Map([['only', step('completed')]]), stats: { ...stats, agent_calls: 1 } },
};

describe('the report of a workflow for a person', () => {
  it('says what failed and why, what became of each step, and what it cost', () => {
    assert.deepEqual(reportToText([failed]).split('\n'), [
      'workflow "publish" failed after 1.1 min',
      'step "review" failed: rate limited',
      'try later',
      '',
      '  draft   completed   1 attempt    5.0 s',
      '  review  failed     3 attempts  1.0 min  rate limited …',
      '  print   skipped                         it needs step "review", which failed',
      '',
      '3 steps: 1 completed, 1 failed, 1 skipped; 4 agent calls; 120 tokens in, 30 out',
    ]);
  });

  it('ends with the output, as text or as JSON', () => {
    const withText = { ...completed, output: 'Done.\nReally.' };
    const lines = reportToText([completed, withText]).split('\n');
    const report = [
      ...['workflow "tell" completed', '', '  only  completed  1 attempt', ''],
      ...['1 step: 1 completed; 1 agent call', '', 'output'],
    ];
    const expected = [...report, '{', '  "ok": true', '}', '', ...report, 'Done.', 'Really.'];
    assert.deepEqual(lines, expected);
  });

  it('goes on with the workflow that handled the failure', () => {
    const text = reportToText([{ ...failed, on_error: completed }]);
    assert.match(text, /30 out\n\non_error: workflow "tell" completed\n/);
  });

  it('says of one that was interrupted that it was stopped', () => {
    const report: WorkflowReport = {
      ...{ workflow: 'w', status: 'running', output: null, error: null, stats },
      steps: new Map([
        ['a', step('running')],
        ['b', step('pending', { attempts: 0 })],
      ]),
    };
    assert.match(reportToText([report]), /^workflow "w" was stopped\n/);
  });

  it('has the same layout where parts of it are painted', () => {
    const painted = reportToText([failed], (text, ...styles) => `<${styles[0]}>${text}</>`);
    assert.match(painted, /^ {2}review {2}<red>failed<\/> {5}3 attempts/m);
    assert.equal(painted.replaceAll(/<[a-z/]*>/g, ''), reportToText([failed]));
  });
});
