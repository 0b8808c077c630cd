import type { AdapterSession } from './adapter-session.js';
import { sourcesOf } from './protocol/module-body.js';
import { sourceBody } from './protocol/wire.js';

/** Says that the program is another one: whatever the client shows belongs to the one before. */
export function reportReload(session: AdapterSession): void {
  const { client, connection, debug } = session;
  if (client === undefined) return;
  for (const { path } of sourcesOf(debug.vm.module)) {
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
