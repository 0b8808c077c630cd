import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { print } from './rows.js';
import { measureSession, measureSmallSession } from './sessions.js';

/*
 * What the speed of this version is judged by, measured and printed as medians.
 * Run with `npm run bench`.
 */

const folder = mkdtempSync(join(tmpdir(), 'mso-bench-'));
const program = join(folder, 'large.mso');
const text = largeProgram(10_000);
writeFileSync(program, text);
const megabyte = repeatedExample(1_000_000);

print(`A program of ${lineCount(text)} lines`, await measureProgram(program, text));
print('The same in a debugging session', [
  ...(await measureSession(program)),
  ...(await measureSmallSession(join(folder, 'small.mso'))),
]);
print('A workflow of 200 steps', await measureGraphs());
print('The adapter beside one that has its answers ready', await measureFloor(folder));
print('The machine, and others that do the same', await measureMachine());
print('What debugging costs', await measureDebugging());
print('Binaries', await measureModules());
print('A program of 16 MB', await measureGrowth());
print('The program of 10,000 lines in an editor', await measureEditing(program, text));
print('The extension, in an editor that does nothing', await measureActivation());
print('A workspace of 1,000 files', await measureIndex());
// Its peer slows what is measured behind it.
print(`A program of 1 MB, ${lineCount(megabyte)} lines, warm`, await measureLanguage(megabyte));
rmSync(folder, { recursive: true });

function lineCount(program: string): number {
  return program.split('\n').length;
}
