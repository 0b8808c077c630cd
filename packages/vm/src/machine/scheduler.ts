import type { Thread } from './thread.js';

/** How many instructions a thread executes before others that are ready get their turn. */
const quantum = 1_000;

/**
 * The threads of the machine, and whose turn it is.
 *
 * A thread runs until it waits, ends, or has used up its quantum; the next one that is ready in
 * the order of their creation follows. Only instructions count, so that the order is the same
 * however the run is cut into pieces.
 */
export class Scheduler {
  /** Those that have not ended, in the order of their creation. */
  readonly threads: Thread[];
  current: Thread;
  /** How many instructions the current thread may still execute. */
  quantumLeft = quantum;
  private nextId = 2;

  constructor(first: Thread) {
    this.threads = [first];
    this.current = first;
  }

  /** The number of a new thread, counted over the whole run. */
  takeId(): number {
    return this.nextId++;
  }

  start(thread: Thread): void {
    this.threads.push(thread);
  }

  end(thread: Thread): void {
    thread.state = { kind: 'ended' };
  }

  /** Counts executed instructions. */
  spend(instructions: number): void {
    this.quantumLeft -= instructions;
  }

  /** Whether another thread is to be chosen before the next instruction. */
  get isTurnOver(): boolean {
    return this.quantumLeft <= 0 || this.current.state.kind !== 'ready';
  }

  /** Gives the turn to the next thread that is ready; false where there is none. */
  chooseNext(): boolean {
    const { threads } = this;
    const at = threads.indexOf(this.current);
    for (let distance = 1; distance <= threads.length; distance++) {
      const thread = threads[(at + distance) % threads.length];
      if (thread?.state.kind !== 'ready') continue;
      this.current = thread;
      this.quantumLeft = quantum;
      this.dropEnded();
      return true;
    }
    return false;
  }

  private dropEnded(): void {
    for (let index = this.threads.length - 1; index >= 0; index--) {
      if (this.threads[index]?.state.kind === 'ended') this.threads.splice(index, 1);
    }
  }
}
