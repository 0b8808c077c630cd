import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { Module } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { type Diagnostic, SourceFile, type SourceHost } from '@mso/language';
import { decodeText } from './decode-text.js';

export interface LoadedProgram {
  readonly file: SourceFile;
  /** Every file of the program: `file`, and those that it loads. */
  readonly files: readonly SourceFile[];
  readonly module: Module;
  /** Warnings only: a program with errors is not loaded. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that is no program. `diagnostics` says what is wrong with its text, if that is it. */
export class ProgramProblem extends Error {
  constructor(
    message: string,
    readonly file?: SourceFile,
    readonly diagnostics: readonly Diagnostic[] = [],
  ) {
    super(message);
    this.name = 'ProgramProblem';
  }
}

/** Larger files are refused: nobody wrote them by hand. */
const maxBytes = 64 * 1024 * 1024;

/** Reads and compiles a program with the files it loads. @throws ProgramProblem */
export function loadProgram(path: string): LoadedProgram {
  const file = readSource(path);
  const { module, diagnostics, files } = compile(file, sourceHost);
  if (module === undefined) throw new ProgramProblem(summary(file, diagnostics), file, diagnostics);
  if (module.blocks.length === 0) {
    throw new ProgramProblem(`${path} declares nothing: there is nothing to run`, file);
  }
  return { file, files, module, diagnostics };
}

/**
 * How many errors there are, and the first of them. A file with errors makes every `load` of it an
 * error; what counts is the mistake itself.
 */
function summary(entry: SourceFile, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const first = errors.find(({ code }) => code !== 'E0402') ?? errors[0];
  if (first === undefined) return `${entry.path} cannot be compiled`;
  const { file = entry } = first;
  const { line, column } = file.positionAt(first.span.start);
  const here = errors.filter((error) => (error.file ?? entry) === file).length;
  const count = here === 1 ? '1 error' : `${here} errors, the first`;
  return `${file.path} has ${count} at line ${line}, column ${column}: ${first.message}`;
}

/** The files that `load` names, in the file system; paths stay relative where the importer's is. */
export const sourceHost: SourceHost = {
  resolve: (importer, name) => (isAbsolute(name) ? normalize(name) : join(dirname(importer), name)),
  identify: (path) => {
    try {
      return statSync(path).isFile() ? realpathSync.native(path) : undefined;
    } catch {
      return undefined;
    }
  },
  read: (path) => {
    try {
      return new SourceFile(path, readText(path));
    } catch (problem) {
      if (problem instanceof ProgramProblem) return { problem: problem.message };
      throw problem;
    }
  },
};

/** Reads a source text; its path becomes absolute. @throws ProgramProblem */
export function readSource(path: string): SourceFile {
  return new SourceFile(resolve(path), readText(path));
}

function readText(path: string): string {
  const bytes = readBytes(path);
  const magic = bytes.toString('latin1', 0, 4);
  if (magic === 'HLXB' || magic === 'MSOB') {
    throw new ProgramProblem(`${path} is a compiled module; this version runs source files only`);
  }
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new ProgramProblem(`${path}${decoded.problem}`);
  return decoded.text;
}

function readBytes(path: string): Buffer {
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
