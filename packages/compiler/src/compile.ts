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
import { finish, type Steps } from './steps.js';

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
  return finish(compileSteps(file, host));
}

/** The same, a step at a time. */
export function* compileSteps(file: SourceFile, host?: SourceHost): Steps<CompileResult> {
  const { sources, model, diagnostics } = yield* host ? checkFiles(file, host) : checkFile(file);
  const { files } = sources;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, files };
  yield shareChecked;
  return { module: lower(sources, model), diagnostics, files };
}

/**
 * Compiles a program that leaves the value of an expression on the stack when it ends. The
 * expression is not checked: what is wrong with it is a runtime error.
 *
 * @throws Error where the program itself has errors
 */
export function compileWithResult(file: SourceFile, result: Expression): Module {
  const { sources, model, diagnostics } = finish(checkFile(file));
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error) throw new Error(error.message);
  return lower(sources, model, result);
}

interface CheckedProgram extends CheckResult {
  readonly sources: SourceSet;
}

/** How much of a compilation is done when a program has been parsed, and when it is checked. */
const shareParsed = 0.4;
const shareChecked = 0.65;

function* checkFile(file: SourceFile): Steps<CheckedProgram> {
  const parsed = parse(file);
  yield shareParsed;
  return { sources: new SourceSet([file]), ...check(parsed) };
}

function* checkFiles(file: SourceFile, host: SourceHost): Steps<CheckedProgram> {
  const program = loadProgramFiles(file, host);
  yield shareParsed;
  return { sources: program.sources, ...checkProgram(program) };
}
