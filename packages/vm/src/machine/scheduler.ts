import type { Snapshot } from '../journal/snapshot.js';
import { Heap } from './heap.js';
import type { Thread } from './thread.js';

/** How many instructions a thread executes before others that are ready get their turn. */
export const quantum = 1_000;

const byId = (left: Thread, right: Thread): number => left.id - right.id;

/**
 * The threads of the machine, and whose turn it is.
 *
 * A thread runs until it waits, ends, or has used up its quantum; the next one that is ready in
 * the order of their creation follows. Only instructions count, so that the order is the same
 * however the run is cut into pieces.
 */
export class Scheduler {
  current: Thread;
  /** How many instructions the current thread may still execute. */
  quantumLeft = quantum;
  /** The one thread that gets turns, where the others are to stand still. */
  private only: Thread | undefined;
  private nextId = 2;
  private readonly byId: Map<number, Thread>;
  private peakOfEnded = 0;
  /** The threads that were ready behind the current one, whose turn comes before the others'. */
  private round = new Heap(byId);
  private nextRound = new Heap(byId);
  /** The ids of those in the two. */
  private readonly queued = new Set<number>();

  constructor(first: Thread) {
    this.byId = new Map([[first.id, first]]);
    this.current = first;
  }

  /** Those that have not ended, in the order of their creation. */
  get threads(): readonly Thread[] {
    return [...this.byId.values()];
  }

  /** The most values that the stack of a thread has held. */
  get peakStackSize(): number {
    let peak = this.peakOfEnded;
    for (const { stack } of this.byId.values()) peak = Math.max(peak, stack.peakSize);
    return peak;
  }

  /** Whether a thread has begun and not ended. */
  has(id: number): boolean {
    return this.byId.has(id);
  }

  /** The number of a new thread, counted over the whole run. */
  takeId(): number {
    return this.nextId++;
  }

  start(thread: Thread): void {
    this.byId.set(thread.id, thread);
    this.wake(thread);
  }

  end(thread: Thread): void {
    thread.state = { kind: 'ended' };
    this.byId.delete(thread.id);
    this.peakOfEnded = Math.max(this.peakOfEnded, thread.stack.peakSize);
  }

  /** Makes a thread ready; nothing else does. */
  wake(thread: Thread): void {
    thread.state = { kind: 'ready' };
    this.enqueue(thread);
  }

  /** Whether there is one thread, which is given every turn. */
  get isAlone(): boolean {
    return this.byId.size === 1;
  }

  /** The thread that runs alone. */
  get alone(): Thread | undefined {
    return this.only;
  }

  /** Lets one thread run alone from now on, or all of them again. */
  keepTo(thread: Thread | undefined): void {
    this.only = thread;
    if (thread !== undefined && thread !== this.current) this.quantumLeft = 0;
  }

  /** The thread that runs alone cannot go on: it is over, or others have to go on first. */
  get isStuck(): boolean {
    const kind = this.only?.state.kind;
    return kind === 'ended' || kind === 'steps';
  }

  /** Counts executed instructions, of one thread's turn or of several turns that it had alone. */
  spend(instructions: number): void {
    const left = this.quantumLeft - instructions;
    this.quantumLeft = left < 0 ? (quantum + (left % quantum)) % quantum : left;
  }

  /** Whether another thread is to be chosen before the next instruction. */
  get isTurnOver(): boolean {
    return this.quantumLeft <= 0 || this.current.state.kind !== 'ready';
  }

  /** Gives the turn to the next thread that is ready; false where there is none. */
  chooseNext(): boolean {
    if (this.current.state.kind === 'ready') this.enqueue(this.current);
    if (this.only) return this.chooseOnly(this.only);
    for (let thread = this.dequeue(); thread; thread = this.dequeue()) {
      if (thread.state.kind !== 'ready') continue;
      this.current = thread;
      this.quantumLeft = quantum;
      return true;
    }
    return false;
  }

  keep(snapshot: Snapshot): void {
    const { current, quantumLeft, only, nextId, peakOfEnded, round, nextRound } = this;
    snapshot.fields(7, () => {
      Object.assign(this, { current, quantumLeft, only, nextId, peakOfEnded, round, nextRound });
    });
    snapshot.map(this.byId);
    snapshot.set(this.queued);
    snapshot.add(this.round);
    snapshot.add(this.nextRound);
    // One that has ended may still have a place in the queue, and must not seem to be ready.
    for (const thread of [this.current, ...round.all, ...nextRound.all]) snapshot.add(thread);
    if (this.only) snapshot.add(this.only);
    for (const thread of this.byId.values()) snapshot.add(thread);
  }

  private chooseOnly(thread: Thread): boolean {
    if (thread.state.kind !== 'ready') return false;
    this.current = thread;
    this.quantumLeft = quantum;
    return true;
  }

  private enqueue(thread: Thread): void {
    if (this.queued.has(thread.id)) return;
    this.queued.add(thread.id);
    (thread.id > this.current.id ? this.round : this.nextRound).add(thread);
  }

  /** The next thread of this round, else of the next one; it may wait for something by now. */
  private dequeue(): Thread | undefined {
    if (this.round.size === 0) [this.round, this.nextRound] = [this.nextRound, this.round];
    const thread = this.round.take();
    if (thread) this.queued.delete(thread.id);
    return thread;
  }
}
