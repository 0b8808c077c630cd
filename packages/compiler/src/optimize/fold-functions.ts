import type { Module } from '@mso/bytecode';
import { CodeEdit } from './code-edit.js';
import { FunctionFold } from './function-fold.js';
import { GrowingStrings } from './growing-strings.js';
import { neverOverflows } from './overflow.js';

/** What was done to the code of functions, in instructions. */
export interface FoldCounts {
  /** Computed while compiling. */
  folded: number;
  /** Jumps that lead further, or are gone. */
  jumps: number;
  /** That did nothing. */
  idle: number;
  /** That nothing led to. */
  unreachable: number;
}

/**
 * Computes what is known in the code of functions, and removes what that leaves without use.
 *
 * Arithmetic is computed only where no program sees the flag `overflow` set: there, clearing it is
 * no effect that could be missed.
 */
export function foldFunctions(module: Module): { module: Module; counts: FoldCounts } {
  const all = foldWith(module, true);
  return neverOverflows(all.module) ? all : foldWith(module, false);
}

function foldWith(
  module: Module,
  foldsArithmetic: boolean,
): { module: Module; counts: FoldCounts } {
  const counts: FoldCounts = { folded: 0, jumps: 0, idle: 0, unreachable: 0 };
  const edit = new CodeEdit(module);
  const strings = new GrowingStrings(module.strings);
  const fold = new FunctionFold(module, edit, { strings, counts, foldsArithmetic });
  for (const each of module.functions) {
    if (each.kind !== 'builtin') fold.run(each.start, each.end);
  }
  const changes = counts.folded + counts.jumps + counts.idle + counts.unreachable;
  if (changes === 0) return { module, counts };
  return { module: { ...edit.apply(), strings: strings.list }, counts };
}
