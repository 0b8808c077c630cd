import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { finish } from '@mso/compiler';
import type { AdapterSession } from './adapter-session.js';
import { type LoadedProgram, loadSteps } from './program/load-program.js';
import { endedBeforeStart, requestCancelled } from './protocol/errors.js';
import type { Work } from './protocol/progress.js';
import { fileName } from './protocol/wire.js';

/** To load a program of this size takes about half a second. */
const longBytes = 1_000_000;

/**
 * Loads a program. While a large one is loaded, requests are served between the steps: a client
 * can leave, and one that wants to know how far it is can cancel it.
 *
 * @throws ProgramProblem where it cannot be loaded, RequestError where nobody wants it any more
 */
export async function loadShown(session: AdapterSession, path: string): Promise<LoadedProgram> {
  if (bytesOf(path) < longBytes) return finish(loadSteps(path));
  const { client, progress } = session;
  let isCancelled = false;
  const cancel = (): void => {
    isCancelled = true;
  };
  const work: Work = { title: `Loading ${fileName(path)}`, cancel };
  if (client?.supportsProgressReporting) progress.show(work, 0);
  try {
    for (const steps = loadSteps(path); ; ) {
      await requestsServed();
      if (session.hasLeft) throw endedBeforeStart();
      if (isCancelled) throw requestCancelled();
      const step = steps.next();
      if (step.done) return step.value;
      if (client?.supportsProgressReporting) progress.note(work, step.value);
    }
  } finally {
    progress.end();
  }
}

/** What has come meanwhile is read in one turn of the event loop, and served in the next. */
async function requestsServed(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** 0 where there is no such file, which is said elsewhere. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
