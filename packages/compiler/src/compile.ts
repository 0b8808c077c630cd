import type { Module } from '@mso/bytecode';
import { check, type Diagnostic, parse, type SourceFile } from '@mso/language';
import { lower } from './lower/lower.js';

export interface CompileResult {
  /** Absent when a diagnostic is an error. */
  readonly module?: Module;
  /** Everything there is to say about the text, in its order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, checks and compiles a source text. */
export function compile(file: SourceFile): CompileResult {
  const { model, diagnostics } = check(parse(file));
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  return { module: lower(file, model), diagnostics };
}
