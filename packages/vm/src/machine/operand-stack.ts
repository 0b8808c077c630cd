import type { Kept, Snapshot } from '../journal/snapshot.js';
import type { Value } from '../values/value.js';
import { Fault } from './runtime-error.js';

/** The operand stack. Its depth is the stack pointer. */
export class OperandStack implements Kept {
  /** What lies at or above `size` is left over and means nothing. */
  readonly values: Value[] = [];
  private count = 0;
  private peak = 0;

  constructor(readonly maxSize: number) {}

  get size(): number {
    return this.count;
  }

  get peakSize(): number {
    return this.peak;
  }

  push(value: Value): void {
    if (this.count >= this.maxSize) throw new Fault('StackOverflow', 'Stack overflow');
    this.values[this.count++] = value;
    this.peak = Math.max(this.peak, this.count);
  }

  pop(): Value {
    const value = this.at(this.count - 1);
    if (value === undefined) throw new Fault('StackUnderflow', 'Stack underflow');
    this.count--;
    return value;
  }

  /** The value at an index counted from the bottom. */
  at(index: number): Value | undefined {
    return index < this.count ? this.values[index] : undefined;
  }

  replace(index: number, value: Value): void {
    if (index < 0 || index >= this.count) throw new RangeError('no such stack slot');
    this.values[index] = value;
  }

  /** Drops everything above a depth. */
  cutTo(depth: number): void {
    this.count = Math.min(this.count, depth);
  }

  keep(snapshot: Snapshot): void {
    const { count, peak } = this;
    const used = this.values.slice(0, count);
    snapshot.fields(count + 2, () => {
      used.forEach((value, index) => {
        this.values[index] = value;
      });
      this.settle(count, peak);
    });
    snapshot.values(used);
  }

  /** What the loop that works on `values` itself has made of the stack. */
  settle(size: number, peak: number): void {
    this.count = size;
    this.peak = peak;
  }
}
