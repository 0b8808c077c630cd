import {
  chmodSync,
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ProgramProblem } from '@mso/adapter';

/**
 * Replaces the text of a file at once: whoever reads it meanwhile, or is interrupted, has the
 * old text or the new one and never a part. A link stays a link, and the file keeps its mode.
 *
 * @throws ProgramProblem where the file cannot be replaced; it is then as it was
 */
export function replaceFile(path: string, text: string): void {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const { mode } = statSync(target);
    const name = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    closeSync(openSync(name, 'wx', mode));
    temporary = name;
    writeFileSync(name, text);
    chmodSync(name, mode);
    renameSync(name, target);
  } catch (problem) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown';
    throw new ProgramProblem(`${path}: the file cannot be written (${code})`);
  }
}
