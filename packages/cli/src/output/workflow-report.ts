import { reportToJson, reportToText, type WorkflowReport } from '@mso/vm';
import type { Paint, Terminal } from './terminal.js';

export const reportFormats = ['text', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How reports are written where nobody says: for a program, unless a person reads them. */
export function usualFormat({ printsToPerson }: Pick<Terminal, 'printsToPerson'>): ReportFormat {
  return printsToPerson ? 'text' : 'json';
}

/** What has become of some workflows, for a person or for a program. */
export function reportsText(
  reports: readonly WorkflowReport[],
  format: ReportFormat,
  paint: Paint,
): string {
  return format === 'json' ? reportToJson(reports) : reportToText(reports, paint);
}
