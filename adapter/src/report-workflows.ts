import { reportToJson, reportToText, type WorkflowReport } from '@mso/vm';
import type { AdapterSession } from './adapter-session.js';

/** Prints reports for a person, and behind them, folded where a client can, all of them as JSON. */
export function reportWorkflows(session: AdapterSession, reports: readonly WorkflowReport[]): void {
  session.output('stdout', reportToText(reports));
  const { connection } = session;
  const category = 'stdout';
  connection.event('output', { category, group: 'startCollapsed', output: 'The same as JSON\n' });
  session.output(category, reportToJson(reports));
  connection.event('output', { category, group: 'end', output: '' });
}
