import type { Module } from '@mso/bytecode';
import { SourceFile } from '@mso/language';
import { compile } from '../compile.js';
import { declareTheSame } from './same-declarations.js';
import { isMadeFrom } from './same-module.js';

/** How near a text comes to a module, from the nearest. */
export const fidelities = [
  /** Compiling it gives the module, at the level of optimization that the module has. */
  'same module',
  /** It gives another module, with other code or strings, that declares the same. */
  'same declarations',
  'other declarations',
  /** It has errors, as the module has what no program may say. */
  'no program',
] as const;

export type Fidelity = (typeof fidelities)[number];

export interface Comparison {
  readonly fidelity: Fidelity;
  /** The first error of a text that is no program. */
  readonly error?: string;
}

/** Compiles a text, to see what there is to say of it. */
export function compared(text: string, module: Module): Comparison {
  const { module: compiled, diagnostics } = compile(new SourceFile('', text));
  if (compiled === undefined) {
    const error = diagnostics.find(({ severity }) => severity === 'error')?.message;
    return { fidelity: 'no program', ...(error !== undefined && { error }) };
  }
  if (isMadeFrom(compiled, module)) return { fidelity: 'same module' };
  const isSame = declareTheSame(compiled, module);
  return { fidelity: isSame ? 'same declarations' : 'other declarations' };
}
