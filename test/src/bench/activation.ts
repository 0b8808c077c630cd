import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { medianMs } from '../support/measure.js';
import type { Row } from './rows.js';

const runs = 9;
const activate = fileURLToPath(new URL('activate.js', import.meta.url));

/** What the extension's start costs by itself, each time in a process that has not seen it. */
export async function measureActivation(): Promise<Row[]> {
  const once = async (): Promise<number> =>
    Number(execFileSync(process.execPath, [activate], { encoding: 'utf8' }));
  return [
    { what: 'load the extension and activate it', value: await medianMs(runs, once), goal: 50 },
  ];
}
