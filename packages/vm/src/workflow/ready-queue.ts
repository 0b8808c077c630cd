/**
 * Nodes that may begin: those that are no steps first, as steps may wait for them, then the steps
 * in the order of their declaration.
 */
export class ReadyQueue {
  private readonly others: number[] = [];
  /** A heap whose smallest index stands first. */
  private readonly steps: number[] = [];

  add(index: number, isStep: boolean): void {
    if (!isStep) {
      this.others.push(index);
      return;
    }
    let at = this.steps.push(index) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.at(parent) <= index) break;
      this.steps[at] = this.at(parent);
      at = parent;
    }
    this.steps[at] = index;
  }

  take(): number | undefined {
    if (this.others.length > 0) return this.others.shift();
    const first = this.steps[0];
    const last = this.steps.pop();
    if (first === undefined || last === undefined || this.steps.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.steps.length) break;
      const smaller = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (this.at(smaller) >= last) break;
      this.steps[at] = this.at(smaller);
      at = smaller;
    }
    this.steps[at] = last;
    return first;
  }

  clear(): void {
    this.others.length = 0;
    this.steps.length = 0;
  }

  private at(index: number): number {
    return this.steps[index] ?? Number.POSITIVE_INFINITY;
  }
}
