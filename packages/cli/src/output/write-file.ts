import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ProgramProblem } from '@mso/adapter';

/**
 * Writes a file that another program made from something else, at once: who is interrupted finds
 * the file as it was, or whole.
 *
 * @throws ProgramProblem where it cannot be written; nothing is left behind then
 */
export function writeResult(path: string, content: Uint8Array | string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (problem) {
    rmSync(temporary, { force: true });
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown';
    throw new ProgramProblem(`${path}: the file cannot be written (${code})`);
  }
}
