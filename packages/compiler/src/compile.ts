import type { Module } from '@mso/bytecode';
import {
  type CheckResult,
  check,
  checkProgram,
  type Diagnostic,
  type Expression,
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

/**
 * Compiles a program that leaves the value of an expression on the stack when it ends. The
 * expression is not checked: what is wrong with it is a runtime error.
 *
 * @throws Error where the program itself has errors
 */
export function compileWithResult(file: SourceFile, result: Expression): Module {
  const { sources, model, diagnostics } = checkFile(file);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error) throw new Error(error.message);
  return lower(sources, model, result);
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
