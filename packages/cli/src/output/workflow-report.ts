import { reportToJson, type StepReport, toJsonText, type WorkflowReport } from '@mso/vm';
import { columns, counted, cut } from './columns.js';
import type { Paint, Style, Terminal } from './terminal.js';
import { timeText } from './time-text.js';

export const reportFormats = ['text', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How reports are written where nobody says: for a program, unless a person reads them. */
export function usualFormat({ printsToPerson }: Terminal): ReportFormat {
  return printsToPerson ? 'text' : 'json';
}

/** What has become of some workflows, for a person or for a program. */
export function reportsText(
  reports: readonly WorkflowReport[],
  format: ReportFormat,
  paint: Paint,
): string {
  if (format === 'json') return reportToJson(reports);
  return reports.map((report) => reportText(report, paint)).join('\n\n');
}

/** A workflow's end and why, a line for each step, what all has cost, and the output. */
function reportText(report: WorkflowReport, paint: Paint): string {
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
    ...(handler ? ['', `on_error: ${reportText(handler, paint)}`] : []),
  ].join('\n');
}

type Status = WorkflowReport['status'] | StepReport['status'];

const styles: Readonly<Record<Status, Style>> = {
  completed: 'green',
  failed: 'red',
  skipped: 'yellow',
  running: 'cyan',
  pending: 'dim',
};

/** Wide enough for a reason, and narrow enough for most terminals. */
const reasonMax = 80;

function stepLines({ steps }: WorkflowReport, paint: Paint): string[] {
  const rows = [...steps].map(([name, { status, attempts, duration_ms, error }]) => [
    ...[name, status, attempts === 0 ? '' : counted(attempts, 'attempt')],
    ...[duration_ms === 0 ? '' : timeText(duration_ms), cut(firstLine(error ?? ''), reasonMax)],
  ]);
  const statuses = [...steps.values()].map(({ status }) => status);
  const nameWidth = Math.max(0, ...rows.map(([name = '']) => name.length));
  return columns(rows, { right: [2, 3], indent: '  ' }).map((line, index) => {
    const status = statuses[index] ?? 'pending';
    // Painted behind the layout: what paints takes no room.
    const at = nameWidth + 4;
    return line.slice(0, at) + paint(status, styles[status]) + line.slice(at + status.length);
  });
}

function firstLine(text: string): string {
  const [first = '', ...others] = text.split('\n');
  return others.length === 0 ? first : `${first} …`;
}

function summary({ steps, stats }: WorkflowReport): string {
  const counts = new Map<Status, number>();
  for (const { status } of steps.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const tokens = stats.input_tokens + stats.output_tokens;
  return [
    `${counted(steps.size, 'step')}${parts === '' ? '' : `: ${parts}`}`,
    counted(stats.agent_calls, 'agent call'),
    ...(tokens === 0 ? [] : [`${stats.input_tokens} tokens in, ${stats.output_tokens} out`]),
  ].join('; ');
}

function outputText(output: NonNullable<WorkflowReport['output']>): string {
  return typeof output === 'string' ? output : toJsonText(output);
}
