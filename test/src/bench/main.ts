import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeProgram, repeatedExample } from '../support/large-program.js';
import { measureActivation } from './activation.js';
import { measureFloor } from './floor.js';
import { measureGraphs } from './graphs.js';
import { measureGrowth } from './growth.js';
import { measureLanguage } from './language.js';
import { measureEditing, measureIndex } from './language-server.js';
import { measureDebugging, measureMachine } from './machine.js';
import { measureModules } from './modules.js';
import { measureProgram } from './programs.js';
import { print, type Row } from './rows.js';
import { measureSession, measureSmallSession } from './sessions.js';

/*
 * What the speed of this version is judged by, measured and printed as medians.
 * Run with `npm run bench`, behind which the name of a part measures that part alone.
 */

/** A program in a folder of its own, as most parts measure it. */
interface Place {
  readonly folder: string;
  readonly program: string;
  readonly text: string;
}

interface Part {
  readonly title: (place: Place) => string;
  readonly measure: (place: Place) => Promise<Row[]>;
}

const megabyte = (): string => repeatedExample(1_000_000);

const parts: Readonly<Record<string, Part>> = {
  program: {
    title: ({ text }) => `A program of ${lineCount(text)} lines`,
    measure: ({ program, text }) => measureProgram(program, text),
  },
  session: {
    title: () => 'The same in a debugging session',
    measure: async ({ folder, program }) => [
      ...(await measureSession(program)),
      ...(await measureSmallSession(join(folder, 'small.mso'))),
    ],
  },
  graph: { title: () => 'A workflow of 200 steps', measure: () => measureGraphs() },
  floor: {
    title: () => 'The adapter beside one that has its answers ready',
    measure: ({ folder }) => measureFloor(folder),
  },
  machine: {
    title: () => 'The machine, and others that do the same',
    measure: () => measureMachine(),
  },
  debugging: { title: () => 'What debugging costs', measure: () => measureDebugging() },
  binaries: { title: () => 'Binaries', measure: () => measureModules() },
  growth: { title: () => 'A program of 16 MB', measure: () => measureGrowth() },
  editing: {
    title: () => 'The program of 10,000 lines in an editor',
    measure: ({ program, text }) => measureEditing(program, text),
  },
  activation: {
    title: () => 'The extension, in an editor that does nothing',
    measure: () => measureActivation(),
  },
  workspace: { title: () => 'A workspace of 1,000 files', measure: () => measureIndex() },
  language: {
    title: () => `A program of 1 MB, ${lineCount(megabyte())} lines, warm`,
    measure: () => measureLanguage(megabyte()),
  },
};

const [wanted] = process.argv.slice(2);
if (wanted === undefined) measureAll();
else await measureOne(wanted);

/** Each in a process of its own: what was measured before has filled the memory for others. */
function measureAll(): void {
  for (const name of Object.keys(parts)) {
    const { status } = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), name],
      { stdio: 'inherit' },
    );
    if (status !== 0) process.exitCode = 1;
  }
}

async function measureOne(name: string): Promise<void> {
  const part = parts[name];
  if (part === undefined) throw new Error(`there are ${Object.keys(parts).join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'mso-bench-'));
  const program = join(folder, 'large.mso');
  const text = largeProgram(10_000);
  writeFileSync(program, text);
  try {
    const place = { folder, program, text };
    print(part.title(place), await part.measure(place));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lineCount(program: string): number {
  return program.split('\n').length;
}
