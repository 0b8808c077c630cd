import { readFileSync, statSync } from 'node:fs';
import { ProgramProblem } from './program-problem.js';

/** The bytes of a file of at most `maxBytes`. @throws ProgramProblem */
export function readBytes(path: string, maxBytes: number): Buffer {
  try {
    const { size } = fileSize(path);
    if (size > maxBytes) {
      throw new ProgramProblem(`${path} has ${size} bytes; a program has at most ${maxBytes}`);
    }
    return readFileSync(path);
  } catch (problem) {
    if (problem instanceof ProgramProblem) throw problem;
    throw new ProgramProblem(`${path}: ${reasonOf(problem)}`);
  }
}

function fileSize(path: string): { size: number } {
  const stats = statSync(path);
  if (stats.isDirectory()) throw new ProgramProblem(`${path} is a folder, not a program`);
  if (!stats.isFile()) throw new ProgramProblem(`${path} is not a file`);
  return stats;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the file may not be read',
  EPERM: 'the file may not be read',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links lead in a circle',
};

function reasonOf(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return reasons[code] ?? `the file cannot be read${code && ` (${code})`}`;
}
