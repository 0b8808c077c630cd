import type { Flow } from './flow.js';
import type { FunctionSource } from './function-source.js';

/** Instructions that are always executed one after the other. */
export interface Block {
  readonly start: number;
  /** The address behind its last instruction. */
  readonly end: number;
}

/**
 * A stretch of a function that is entered at its first instruction only, and in which jumps go
 * forward, but for those to its head: it becomes nested blocks and one loop of JavaScript.
 */
export interface Region {
  readonly head: number;
  readonly blocks: readonly Block[];
  /** How many instructions its longest way has that does not come back to the head. */
  readonly longest: number;
}

/** No way through a region is longer, so that a turn of a thread ends close to where it has to. */
const lengthMax = 200;

/** Cuts a function into regions, in the order of their addresses. */
export function cutIntoRegions(source: FunctionSource, flow: Flow): readonly Region[] {
  const heads = headsOf(source, flow);
  return heads.map((head, index) => {
    const end = heads[index + 1] ?? flow.end;
    const blocks = blocksOf(flow, head, end);
    return { head, blocks, longest: longestWay(source, head, blocks) };
  });
}

/** The entries, and more of them until no jump leads into the middle of another region. */
function headsOf(source: FunctionSource, flow: Flow): readonly number[] {
  const heads = new Set([...flow.entries].filter((address) => isReached(flow, address)));
  for (let at = flow.start + lengthMax; at < flow.end; at += lengthMax) {
    if (isReached(flow, at)) heads.add(at);
  }
  for (;;) {
    const sorted = [...heads].sort((a, b) => a - b);
    const before = heads.size;
    for (const [address, target] of jumpsOf(source, flow)) {
      const next = sorted.find((head) => head > address) ?? flow.end;
      if (target >= next) heads.add(target);
    }
    if (heads.size === before) return sorted;
  }
}

/** Each jump's address and target. */
function* jumpsOf(source: FunctionSource, flow: Flow): Generator<readonly [number, number]> {
  for (let address = flow.start; address < flow.end; address++) {
    if (!isReached(flow, address)) continue;
    const target = source.jumpTarget(address);
    if (target !== undefined) yield [address, target];
  }
}

function isReached({ depths, start }: Flow, address: number): boolean {
  return (depths[address - start] ?? -1) >= 0;
}

function blocksOf(flow: Flow, head: number, end: number): readonly Block[] {
  const blocks: Block[] = [];
  let start = head;
  for (let address = head + 1; address <= end; address++) {
    const isCut = address === end || flow.leaders.has(address);
    if (isCut || isReached(flow, address) !== isReached(flow, start)) {
      if (isReached(flow, start)) blocks.push({ start, end: address });
      start = address;
    }
  }
  return blocks;
}

function longestWay(source: FunctionSource, head: number, blocks: readonly Block[]): number {
  const lengths = new Map<number, number>([[head, 0]]);
  let longest = 0;
  for (const { start, end } of blocks) {
    const length = (lengths.get(start) ?? 0) + end - start;
    longest = Math.max(longest, length);
    const target = source.jumpTarget(end - 1);
    for (const next of target === undefined ? [end] : [end, target]) {
      if (next > start) lengths.set(next, Math.max(lengths.get(next) ?? 0, length));
    }
  }
  return longest;
}
