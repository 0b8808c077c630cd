import type { AdapterSession } from './adapter-session.js';
import { loadProgram } from './program/load-program.js';
import { ProgramProblem } from './program/program-problem.js';
import { FileWatcher } from './program/watch-files.js';
import { sourceBody } from './protocol/wire.js';

/** Watches the files of a program, and takes changes over where the program can go on with them. */
export function watchProgram(
  session: AdapterSession,
  path: string,
  files: readonly string[],
): void {
  session.watcher?.close();
  session.watcher = new FileWatcher(files, () => takeOver(session, path));
}

function takeOver(session: AdapterSession, path: string): void {
  if (!session.debug.isLoaded || session.debug.hasEnded) return;
  try {
    const { module, listing, files } = loadProgram(path);
    const reload = session.debug.reload({ module, listing });
    if (reload.kind === 'refused') {
      const hint = 'restart to run the program as it is now';
      session.output('console', `The change is not taken over: ${reload.reason}; ${hint}.`);
      return;
    }
    watchProgram(
      session,
      path,
      files.map((file) => file.path),
    );
    const what = reload.changed.join(', ') || 'nothing that the program does has changed';
    session.output('console', `The change is taken over: ${what}.`);
    report(session);
  } catch (problem) {
    if (!(problem instanceof ProgramProblem)) throw problem;
    session.output('console', `The change is not taken over: ${problem.message}`);
  }
}

/** Whatever the client shows belongs to the program as it was. */
function report(session: AdapterSession): void {
  const { client, connection, debug } = session;
  if (client === undefined) return;
  for (const { path } of debug.vm.module.debug?.sources ?? []) {
    connection.event('loadedSource', { reason: 'changed', source: sourceBody(client, path) });
  }
  if (debug.isRunning) return;
  session.endStop();
  if (client.supportsInvalidatedEvent) connection.event('invalidated', { areas: ['all'] });
  else {
    connection.event('stopped', {
      ...{ reason: 'restart', description: 'Paused in the changed program' },
      ...{ threadId: debug.currentThread, allThreadsStopped: true },
    });
  }
}
