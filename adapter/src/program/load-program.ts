import { resolve } from 'node:path';
import type { Module } from '@mso/bytecode';
import { compileSteps, finish, type Steps } from '@mso/compiler';
import type { Listing } from '@mso/debugger';
import { type Diagnostic, SourceFile } from '@mso/language';
import { DisassemblyListing } from './listing.js';
import { isAssembly, readAssembly } from './load-assembly.js';
import { fromModule, maxBinaryBytes, readBinary } from './load-binary.js';
import { ProgramProblem } from './program-problem.js';
import { readBytes } from './read-bytes.js';
import { isBinary, sourceHost, textOf } from './read-source.js';

/** What a file was found to be, by its content. */
export type ProgramForm = 'source' | 'binary' | 'assembly';

export interface LoadedProgram {
  readonly form: ProgramForm;
  /** The file that was written by a person; without text where a binary does not carry it. */
  readonly file: SourceFile;
  /** Every file of the program: `file`, and those that it loads. */
  readonly files: readonly SourceFile[];
  readonly module: Module;
  /** Its instructions as text: an assembly itself, and the disassembly of anything else. */
  readonly listing: Listing;
  /** Warnings only: a program with errors is not loaded. */
  readonly diagnostics: readonly Diagnostic[];
  /** What a person should know about a binary, such as what it lacks. */
  readonly notes: readonly string[];
}

/**
 * Reads a program, whether it is source text (compiled with the files it loads), a binary, or an
 * assembly; its content says which. @throws ProgramProblem
 */
export function loadProgram(path: string): LoadedProgram {
  return finish(loadSteps(path));
}

/** The same, a step at a time. */
export function* loadSteps(path: string): Steps<LoadedProgram> {
  const program = yield* read(path);
  const { module, file } = program;
  if (module.code.length === 0) {
    throw new ProgramProblem(`${path} declares nothing: there is nothing to run`, file);
  }
  return program;
}

function* read(path: string): Steps<LoadedProgram> {
  const bytes = readBytes(path, maxBinaryBytes);
  if (isBinary(bytes)) {
    return withDisassembly(path, { form: 'binary', ...(yield* readBinary(path, bytes)) });
  }
  const text = textOf(path, bytes);
  if (isAssembly(text)) {
    const { module, lines } = readAssembly(path, text);
    const listing = { path: resolve(path), text, lines };
    return { form: 'assembly', ...fromModule(path, module), listing };
  }
  const compiled = yield* compileSource(new SourceFile(resolve(path), text));
  return withDisassembly(path, { form: 'source', notes: [], ...compiled });
}

function withDisassembly(path: string, program: Omit<LoadedProgram, 'listing'>): LoadedProgram {
  return { ...program, listing: new DisassemblyListing(path, program.module) };
}

type Compiled = Omit<LoadedProgram, 'form' | 'notes' | 'listing'>;

function* compileSource(file: SourceFile): Steps<Compiled> {
  const { module, diagnostics, files } = yield* compileSteps(file, sourceHost);
  if (module === undefined) throw new ProgramProblem(summary(file, diagnostics), file, diagnostics);
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
