import type { CodeFunction } from '../functions.js';
import type { Block, Module } from '../module.js';

/** What checks look up in a module, found once. */
export class ModuleIndex {
  /** Of the steps that the instructions define which have been looked at. */
  readonly stepIds = new Set<number>();
  /** The number of the innermost block around each declaration, or -1. */
  readonly blockOf: Int32Array;
  /** By an address, the place in `codeFunctions` of the function that starts there, or -1. */
  private readonly placeAt: Int32Array;
  /** By their start. */
  readonly codeFunctions: readonly CodeFunction[];

  constructor(readonly module: Module) {
    this.codeFunctions = module.functions
      .filter((each): each is CodeFunction => each.kind !== 'builtin')
      .toSorted((a, b) => a.start - b.start);
    this.placeAt = new Int32Array(module.code.length).fill(-1);
    this.codeFunctions.forEach(({ start }, place) => {
      if (start in this.placeAt) this.placeAt[start] = place;
    });
    this.blockOf = innermostBlocks(module);
  }

  functionAt(start: number): CodeFunction | undefined {
    return this.codeFunctions[this.placeAt[start] ?? -1];
  }

  functionAround(address: number): CodeFunction | undefined {
    let [low, high] = [0, this.codeFunctions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.codeFunctions[middle]?.start ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const found = this.codeFunctions[low - 1];
    return found && address < found.end ? found : undefined;
  }

  block(number: number): Block | undefined {
    return this.module.blocks[number];
  }
}

/** Blocks that are not nested properly are found elsewhere; here they only must do no harm. */
function innermostBlocks({ blocks, declarationsEnd, code }: Module): Int32Array {
  const length = Math.min(Math.max(0, declarationsEnd), code.length) || 0;
  const innermost = new Int32Array(length).fill(-1);
  const open: number[] = [];
  let [current, currentEnd] = [-1, Number.POSITIVE_INFINITY];
  let next = 0;
  let nextStart = blocks[0]?.start;
  for (let address = 0; address < length; address++) {
    while (currentEnd <= address) {
      current = open.pop() ?? -1;
      currentEnd = blocks[current]?.end ?? Number.POSITIVE_INFINITY;
    }
    // The declaring instruction belongs to the block around its own.
    innermost[address] = current;
    while (nextStart === address) {
      open.push(current);
      current = next++;
      currentEnd = blocks[current]?.end ?? Number.POSITIVE_INFINITY;
      nextStart = blocks[next]?.start;
    }
  }
  return innermost;
}
