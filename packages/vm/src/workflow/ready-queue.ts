import type { Kept, Snapshot } from '../journal/snapshot.js';
import { Heap } from '../machine/heap.js';

/**
 * Nodes that may begin: those that are no steps first, as steps may wait for them, then the steps
 * in the order of their declaration.
 */
export class ReadyQueue implements Kept {
  private readonly others: number[] = [];
  private readonly steps = new Heap<number>((left, right) => left - right);

  add(index: number, isStep: boolean): void {
    if (isStep) this.steps.add(index);
    else this.others.push(index);
  }

  take(): number | undefined {
    return this.others.length > 0 ? this.others.shift() : this.steps.take();
  }

  keep(snapshot: Snapshot): void {
    snapshot.list(this.others);
    snapshot.add(this.steps);
  }

  clear(): void {
    this.others.length = 0;
    this.steps.clear();
  }
}
