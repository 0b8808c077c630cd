import { formatDiagnostic } from '@mso/language';
import type { AdapterSession } from './adapter-session.js';
import type { ProgramProblem } from './program/program-problem.js';
import { moduleBody, sourcesOf } from './protocol/module-body.js';
import { sourceBody } from './protocol/wire.js';

/** Says everything that is to be said about a program before it runs, or is joined. */
export function announceProgram(
  session: AdapterSession,
  name: string,
  startMethod: 'launch' | 'attach',
): void {
  const reason = session.hasBegun ? 'changed' : 'new';
  session.hasBegun = true;
  const { client, connection } = session;
  connection.event('process', { name, startMethod, isLocalProcess: true });
  if (client) {
    const { module } = session.debug.vm;
    connection.event('module', { reason, module: moduleBody(client, module) });
    for (const { path } of sourcesOf(module)) {
      connection.event('loadedSource', { reason, source: sourceBody(client, path) });
    }
  }
  if (session.pendingDiagnostics) reportDiagnostics(session, session.pendingDiagnostics);
  for (const note of session.pendingNotes) session.output('console', `warning: ${note}`);
}

/** Shows what the compiler has to say, each with its place. */
export function reportDiagnostics(
  session: AdapterSession,
  { file: entry, diagnostics }: Pick<ProgramProblem, 'file' | 'diagnostics'>,
): void {
  if (entry === undefined) return;
  for (const diagnostic of diagnostics) {
    const { file = entry } = diagnostic;
    const { line, column } = file.positionAt(diagnostic.span.start);
    const text = formatDiagnostic(entry, diagnostic, { color: false });
    session.output('stderr', text, { path: file.path, line, column });
  }
}
