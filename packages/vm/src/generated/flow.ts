import { type CodeFunction, type Module, stackEffect } from '@mso/bytecode';
import { type DecodedCode, otherTag } from '../stack-code/decoded-code.js';
import { Tag } from '../stack-code/tags.js';

/** How the instructions of a function follow each other, and how deep the stack is at each. */
export interface Flow {
  readonly start: number;
  readonly end: number;
  /** By address, counted from `start`; -1 where no way leads. */
  readonly depths: Int32Array;
  readonly depthMax: number;
  /** Where a way joins that does not come from the instruction before. */
  readonly leaders: ReadonlySet<number>;
  /** Where the machine may come in from outside: the start, and behind what is left for it. */
  readonly entries: ReadonlySet<number>;
}

/** Larger functions, which are rare and long to translate, are left to the loop. */
const instructionsMax = 2_000;
const depthLimit = 64;

/**
 * Follows every way through a function.
 *
 * @returns undefined where the stack's depth is not the same on all ways, as in every module that
 *   was verified, or the function is too large
 */
export function followFlow(
  module: Module,
  decoded: DecodedCode,
  { start, end, locals }: CodeFunction,
): Flow | undefined {
  if (end - start > instructionsMax) return undefined;
  const depths = new Int32Array(end - start).fill(-1);
  const leaders = new Set<number>([start]);
  const entries = new Set<number>([start]);
  const waiting: number[] = [];
  let isSound = true;
  let depthMax = 0;

  const reach = (address: number, depth: number): void => {
    const known = depths[address - start];
    if (known === undefined || (known >= 0 && known !== depth)) isSound = false;
    else if (known < 0) {
      depths[address - start] = depth;
      depthMax = Math.max(depthMax, depth);
      waiting.push(address);
    }
  };

  reach(start, 0);
  for (let address = waiting.pop(); address !== undefined && isSound; address = waiting.pop()) {
    const instruction = module.code[address];
    if (instruction === undefined) return undefined;
    const before = depths[address - start] ?? 0;
    const { pops, pushes } = stackEffect(module, instruction);
    const behind = before - pops + pushes;
    if (before < pops || behind > depthLimit) return undefined;
    const tag = decoded.plainTags[address];
    const isLocal = tag === Tag.LoadVar || tag === Tag.StoreVar;
    if (isLocal && (decoded.operands[address] ?? -1) >>> 0 >= locals) return undefined;
    if (tag === Tag.Jump || tag === Tag.JumpIf) {
      const target = address + 1 + (decoded.operands[address] ?? 0);
      leaders.add(target);
      if (target <= address) entries.add(target);
      reach(target, behind);
    }
    if (tag === Tag.Jump || tag === Tag.Return || instruction.op === 'Halt') continue;
    if (tag === Tag.JumpIf) leaders.add(address + 1);
    if (tag === otherTag) leaders.add(address);
    if (tag === otherTag || callsCode(module, decoded, address)) {
      leaders.add(address + 1);
      entries.add(address + 1);
    }
    reach(address + 1, behind);
  }
  return isSound ? { start, end, depths, depthMax, leaders, entries } : undefined;
}

/** Whether an instruction calls a function that is made of instructions. */
export function callsCode({ functions }: Module, decoded: DecodedCode, address: number): boolean {
  if (decoded.plainTags[address] !== Tag.Call) return false;
  return functions[decoded.operands[address] ?? 0]?.kind !== 'builtin';
}
