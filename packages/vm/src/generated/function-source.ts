import type { CodeFunction, Module } from '@mso/bytecode';
import { type DecodedCode, otherTag } from '../stack-code/decoded-code.js';
import { Tag } from '../stack-code/tags.js';

/** A function that is to be translated, instruction by instruction. */
export class FunctionSource {
  /** The locals that some instruction stores to. */
  readonly stored: readonly number[];

  /** @param stops addresses that are left to the machine, whatever stands there */
  constructor(
    readonly module: Module,
    readonly decoded: DecodedCode,
    readonly called: CodeFunction,
    private readonly stops: ReadonlySet<number>,
  ) {
    const stored = new Set<number>();
    for (let address = called.start; address < called.end; address++) {
      if (decoded.plainTags[address] === Tag.StoreVar) stored.add(this.operandAt(address));
    }
    this.stored = [...stored].sort((a, b) => a - b);
  }

  /** The number of an instruction; `otherTag` for what is left to the machine. */
  tagAt(address: number): number {
    if (this.stops.has(address)) return otherTag;
    return this.decoded.plainTags[address] ?? otherTag;
  }

  operandAt(address: number): number {
    return this.decoded.operands[address] ?? 0;
  }

  /** Where a jump leads, whoever executes it, or undefined for everything else. */
  jumpTarget(address: number): number | undefined {
    const tag = this.decoded.plainTags[address];
    if (tag !== Tag.Jump && tag !== Tag.JumpIf) return undefined;
    return address + 1 + this.operandAt(address);
  }

  /** Whether an instruction calls a function that is made of instructions. */
  callsCode(address: number): boolean {
    if (this.tagAt(address) !== Tag.Call) return false;
    return this.module.functions[this.operandAt(address)]?.kind !== 'builtin';
  }
}
