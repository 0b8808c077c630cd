import { existsSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type LoadedProgram, ProgramProblem } from '@mso/adapter';

/**
 * Writes a file that another program made from something else, at once: who is interrupted finds
 * the file as it was, or whole.
 *
 * @param sources what it was made from, which is never written over
 * @throws ProgramProblem where it cannot be written; nothing is left behind then
 */
export function writeResult(
  path: string,
  content: Uint8Array | string,
  sources: readonly string[],
): void {
  refuseSource(path, sources);
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

/** @throws ProgramProblem where a result would be written over what it is made from */
export function refuseSource(path: string, sources: readonly string[]): void {
  if (!sources.some((source) => isSameFile(source, path))) return;
  throw new ProgramProblem(`${path}: it would take the place of what it is made from`);
}

/** The files that a program was read from. */
export function pathsOf({ files }: LoadedProgram): readonly string[] {
  return files.map(({ path }) => path);
}

function isSameFile(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  return realpathSync(one) === realpathSync(other);
}
