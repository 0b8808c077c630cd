import type { ProfileNode } from './call-tree.js';

/** A time for which the machine, or a thread, was at one place. */
export interface Stretch {
  readonly node: ProfileNode;
  readonly ms: number;
}

/**
 * Where time went, in its order. It stays small: once there are too many stretches they become
 * coarser, and short ones are counted to their neighbours. Their sum is always the whole time.
 */
export class Timeline {
  private entries: { node: ProfileNode; ms: number; longestMs: number }[] = [];
  private totalMs = 0;
  /** What is shorter is no stretch of its own. */
  private grainMs = 0;

  constructor(private readonly stretchesMax = 100_000) {}

  get stretches(): readonly Stretch[] {
    return this.entries;
  }

  add(node: ProfileNode, ms: number): void {
    if (ms <= 0) return;
    this.totalMs += ms;
    this.append(node, ms);
    if (this.entries.length <= this.stretchesMax) return;
    this.grainMs = (2 * this.totalMs) / this.stretchesMax;
    const { entries } = this;
    this.entries = [];
    for (const entry of entries) this.append(entry.node, entry.ms);
  }

  private append(node: ProfileNode, ms: number): void {
    const last = this.entries.at(-1);
    if (last?.node === node) {
      last.ms += ms;
      last.longestMs += ms;
    } else if (last && last.ms < this.grainMs) {
      last.ms += ms;
      // The place that took most of a stretch stands for it.
      if (ms > last.longestMs) Object.assign(last, { node, longestMs: ms });
    } else this.entries.push({ node, ms, longestMs: ms });
  }
}
