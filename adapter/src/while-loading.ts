import { statSync } from 'node:fs';
import type { AdapterSession } from './adapter-session.js';
import { fileName } from './protocol/wire.js';

/** To load a program of this size takes about half a second. */
const longBytes = 1_000_000;

/**
 * Shows that a large program is being loaded, to a client that wants to know. Loading lets nothing
 * else happen, so it cannot be cancelled, and it has to be said before.
 */
export async function whileLoading<Result>(
  { client, progress }: AdapterSession,
  path: string,
  load: () => Promise<Result>,
): Promise<Result> {
  if (client?.supportsProgressReporting && bytesOf(path) >= longBytes) {
    progress.show({ title: `Loading ${fileName(path)}` });
    await new Promise((resolve) => setImmediate(resolve));
  }
  try {
    return await load();
  } finally {
    progress.end();
  }
}

/** 0 where there is no such file, which is said elsewhere. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
