import { stackEffect } from '@mso/bytecode';
import { otherTag } from '../stack-code/decoded-code.js';
import { Tag } from '../stack-code/tags.js';
import type { FunctionSource } from './function-source.js';

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
export function followFlow(source: FunctionSource): Flow | undefined {
  const { start, end } = source.called;
  if (end - start > instructionsMax) return undefined;
  const follower = new FlowFollower(source);
  follower.reach(start, 0);
  while (follower.follow());
  const { depths, depthMax, leaders, entries, isSound } = follower;
  return isSound ? { start, end, depths, depthMax, leaders, entries } : undefined;
}

class FlowFollower {
  readonly depths: Int32Array;
  readonly leaders: Set<number>;
  readonly entries: Set<number>;
  depthMax = 0;
  isSound = true;
  private readonly waiting: number[] = [];

  constructor(private readonly source: FunctionSource) {
    const { start, end } = source.called;
    this.depths = new Int32Array(end - start).fill(-1);
    this.leaders = new Set([start]);
    this.entries = new Set([start]);
  }

  reach(address: number, depth: number): void {
    const index = address - this.source.called.start;
    const known = this.depths[index];
    if (known === undefined || (known >= 0 && known !== depth)) this.isSound = false;
    else if (known < 0) {
      this.depths[index] = depth;
      this.depthMax = Math.max(this.depthMax, depth);
      this.waiting.push(address);
    }
  }

  /** Follows the ways behind one instruction; false when all have been. */
  follow(): boolean {
    const address = this.waiting.pop();
    if (address === undefined || !this.isSound) return false;
    const { source } = this;
    const instruction = source.module.code.at(address);
    const before = this.depths[address - source.called.start] ?? 0;
    const { pops, pushes } = instruction ? stackEffect(source.module, instruction) : nowhere;
    const behind = before - pops + pushes;
    this.isSound = before >= pops && behind <= depthLimit && this.hasItsLocal(address);
    if (this.isSound) this.goOn(address, instruction?.op, behind);
    return true;
  }

  private goOn(address: number, op: string | undefined, depth: number): void {
    const { source, leaders, entries } = this;
    const isLeft = source.tagAt(address) === otherTag;
    if (isLeft) leaders.add(address);
    const target = source.jumpTarget(address);
    if (target !== undefined) {
      leaders.add(target).add(address + 1);
      if (target <= address || isLeft) entries.add(target);
      this.reach(target, depth);
    }
    if (isLeft || source.callsCode(address)) {
      leaders.add(address + 1);
      entries.add(address + 1);
    }
    if (op !== 'Jump' && op !== 'Return' && op !== 'Halt') this.reach(address + 1, depth);
  }

  private hasItsLocal(address: number): boolean {
    const { source } = this;
    const tag = source.tagAt(address);
    if (tag !== Tag.LoadVar && tag !== Tag.StoreVar) return true;
    return source.operandAt(address) >>> 0 < source.called.locals;
  }
}

/** Behind the end of the code. */
const nowhere = { pops: 1, pushes: 0 } as const;
