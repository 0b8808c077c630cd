/**
 * Pseudo-random numbers that a seed and a number fix, so that what a test made can be made
 * again. The generator is Mulberry32: 32 bits of state are enough to choose mutations with.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream = 0) {
    this.state = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
  }

  /** A whole number from 0 up to but not including `end`; 0 where `end` is 0. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}
