import type { Module } from '@mso/bytecode';
import {
  type CheckResult,
  check,
  checkProgram,
  type Diagnostic,
  loadProgramFiles,
  parse,
  type SourceFile,
  type SourceHost,
  SourceSet,
} from '@mso/language';
import { lower } from './lower/lower.js';

export interface CompileResult {
  /** Absent when a diagnostic is an error. */
  readonly module?: Module;
  /** Everything there is to say about the program, in its order. */
  readonly diagnostics: readonly Diagnostic[];
  /** The file that was compiled, and behind it those that it loads. */
  readonly files: readonly SourceFile[];
}

/**
 * Parses, checks and compiles a source text. With a host, the files that it loads belong to the
 * program; without one, it is a program by itself.
 */
export function compile(file: SourceFile, host?: SourceHost): CompileResult {
  const { sources, model, diagnostics } = host ? checkFiles(file, host) : checkFile(file);
  const { files } = sources;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, files };
  return { module: lower(sources, model), diagnostics, files };
}

interface CheckedProgram extends CheckResult {
  readonly sources: SourceSet;
}

function checkFile(file: SourceFile): CheckedProgram {
  return { sources: new SourceSet([file]), ...check(parse(file)) };
}

function checkFiles(file: SourceFile, host: SourceHost): CheckedProgram {
  const program = loadProgramFiles(file, host);
  return { sources: program.sources, ...checkProgram(program) };
}
