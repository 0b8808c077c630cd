import { type CodeSpan, spanAt } from '@mso/bytecode';
import type { HelixVM } from '@mso/vm';

/** A row of the disassembly; outside of the code there are rows that say so. */
export interface DisassembledRow {
  readonly address: number;
  readonly text: string;
  readonly isInvalid: boolean;
  /** What begins here: a block, or a function. */
  readonly symbol?: string;
  readonly span?: CodeSpan;
}

/** So many rows from an address on, whatever is there. */
export function disassemble(vm: HelixVM, from: number, count: number): DisassembledRow[] {
  const symbols = symbolsOf(vm);
  return Array.from({ length: count }, (_, index) => rowAt(vm, from + index, symbols));
}

function rowAt(
  vm: HelixVM,
  address: number,
  symbols: ReadonlyMap<number, string>,
): DisassembledRow {
  const text = vm.describe(address);
  if (text === undefined) return { address, text: '', isInvalid: true };
  const { debug } = vm.module;
  const span = debug && spanAt(debug, address);
  const symbol = symbols.get(address);
  return {
    ...{ address, text, isInvalid: false },
    ...(symbol !== undefined && { symbol }),
    ...(span && { span }),
  };
}

function symbolsOf({ module }: HelixVM): ReadonlyMap<number, string> {
  const symbols = new Map<number, string>();
  for (const { start, kind, name } of module.blocks) {
    symbols.set(start, `declare ${kind} ${JSON.stringify(name)}`);
  }
  for (const each of module.functions) {
    if (each.kind === 'builtin') continue;
    const { kind, name, start } = each;
    symbols.set(start, kind === 'expression' ? name : `${kind} ${JSON.stringify(name)}`);
  }
  return symbols;
}
