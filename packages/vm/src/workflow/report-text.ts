import { toJsonText } from '../config/json.js';
import type { StepReport, WorkflowReport } from './report.js';

type Status = WorkflowReport['status'] | StepReport['status'];

/** How a part of the text may be shown; where there are no colors, it is left as it is. */
export type ReportStyle = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type PaintReport = (text: string, ...styles: readonly ReportStyle[]) => string;

const styles: Readonly<Record<Status, ReportStyle>> = {
  completed: 'green',
  failed: 'red',
  skipped: 'yellow',
  running: 'cyan',
  pending: 'dim',
};

/** Wide enough for a reason, and narrow enough for most terminals. */
const reasonMax = 80;

/**
 * Reports for a person: of each workflow its end and why, a line for each step, what all has cost,
 * and the output. What the steps have put out is left to `reportToJson`.
 */
export function reportToText(
  reports: readonly WorkflowReport[],
  paint: PaintReport = (text) => text,
): string {
  return reports.map((report) => textOf(report, paint)).join('\n\n');
}

function textOf(report: WorkflowReport, paint: PaintReport): string {
  const { workflow, status, error, stats, output, on_error: handler } = report;
  const took = stats.duration_ms === 0 ? '' : ` after ${timeText(stats.duration_ms)}`;
  const how = status === 'running' ? 'was stopped' : status;
  return [
    `workflow ${JSON.stringify(workflow)} ${paint(how, styles[status], 'bold')}${took}`,
    ...(error === null ? [] : [paint(error, 'red')]),
    '',
    ...stepLines(report, paint),
    '',
    summary(report),
    ...(output === null ? [] : ['', paint('output', 'bold'), outputText(output)]),
    ...(handler ? ['', `on_error: ${textOf(handler, paint)}`] : []),
  ].join('\n');
}

function stepLines({ steps }: WorkflowReport, paint: PaintReport): string[] {
  const rows = [...steps].map(([name, { status, attempts, duration_ms, error }]) => ({
    name,
    status,
    attempts: attempts === 0 ? '' : counted(attempts, 'attempt'),
    time: duration_ms === 0 ? '' : timeText(duration_ms),
    reason: shortened(error ?? ''),
  }));
  const width = (column: 'name' | 'status' | 'attempts' | 'time'): number =>
    Math.max(0, ...rows.map((row) => row[column].length));
  const widths = { name: width('name'), status: width('status') };
  const [attemptsWidth, timeWidth] = [width('attempts'), width('time')];
  return rows.map(({ name, status, attempts, time, reason }) => {
    const cells = [
      name.padEnd(widths.name),
      // What paints takes no room.
      paint(status, styles[status]) + ' '.repeat(widths.status - status.length),
      attempts.padStart(attemptsWidth),
      ...(timeWidth === 0 ? [] : [time.padStart(timeWidth)]),
      reason,
    ];
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** The first line of a reason, as far as there is room. */
function shortened(text: string): string {
  const [first = '', ...others] = text.split('\n');
  const line = others.length === 0 ? first : `${first} …`;
  return line.length <= reasonMax ? line : `${line.slice(0, reasonMax - 1)}…`;
}

function summary({ steps, stats }: WorkflowReport): string {
  const counts = new Map<Status, number>();
  for (const { status } of steps.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const { agent_calls: calls, input_tokens: tokensIn, output_tokens: tokensOut } = stats;
  return [
    `${counted(steps.size, 'step')}${parts === '' ? '' : `: ${parts}`}`,
    counted(calls, 'agent call'),
    ...(tokensIn + tokensOut === 0 ? [] : [`${tokensIn} tokens in, ${tokensOut} out`]),
  ].join('; ');
}

function outputText(output: NonNullable<WorkflowReport['output']>): string {
  return typeof output === 'string' ? output : toJsonText(output);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const units = [
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
  { name: 'ms', ms: 1 },
] as const;

/** A time in the largest unit of which it has one; three digits tell enough. */
export function timeText(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  const unit = units.find(({ ms }) => milliseconds >= ms);
  if (unit === undefined) return `${(milliseconds * 1_000).toFixed(1)} µs`;
  return `${(milliseconds / unit.ms).toFixed(1)} ${unit.name}`;
}
