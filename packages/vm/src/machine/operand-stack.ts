import type { Value } from '../values/value.js';
import { Fault } from './runtime-error.js';

/** The operand stack. Its depth is the stack pointer. */
export class OperandStack {
  private readonly values: Value[] = [];
  private peak = 0;

  constructor(private readonly maxSize: number) {}

  get size(): number {
    return this.values.length;
  }

  get peakSize(): number {
    return this.peak;
  }

  push(value: Value): void {
    if (this.values.length >= this.maxSize) throw new Fault('StackOverflow', 'Stack overflow');
    this.values.push(value);
    this.peak = Math.max(this.peak, this.values.length);
  }

  pop(): Value {
    const value = this.values.pop();
    if (value === undefined) throw new Fault('StackUnderflow', 'Stack underflow');
    return value;
  }

  /** The value at an index counted from the bottom. */
  at(index: number): Value | undefined {
    return this.values[index];
  }

  replace(index: number, value: Value): void {
    if (index < 0 || index >= this.values.length) throw new RangeError('no such stack slot');
    this.values[index] = value;
  }

  /** Drops everything above a depth. */
  cutTo(depth: number): void {
    if (this.values.length > depth) this.values.length = depth;
  }
}
