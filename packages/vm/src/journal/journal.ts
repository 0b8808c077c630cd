import type { HelixVM } from '../machine/helix-vm.js';
import { BackwardSearch, type SearchOptions } from './backward-search.js';
import { Snapshot } from './snapshot.js';

/** How much of the past a journal keeps; what is older is dropped. */
export interface JournalOptions {
  readonly maxInstructions: number;
  /** Of memory, about. */
  readonly maxBytes: number;
  /** As many instructions of the stack, or what takes as long, are repeated for one step back. */
  readonly interval: number;
}

export const defaultJournalOptions: JournalOptions = {
  maxInstructions: 1_000_000,
  maxBytes: 256 * 2 ** 20,
  interval: 50_000,
};

/** A moment that the machine can be set back to at once. */
export interface Mark {
  /** How many instructions had been executed. */
  readonly position: number;
  /** The same weighed by what instructions cost. */
  readonly work: number;
  readonly tapePosition: number;
  readonly snapshot: Snapshot;
  /** Something was changed from outside here, which no instruction repeats. */
  readonly isChange: boolean;
}

/** What it costs to keep one value, in instructions of the stack; at most half of the time. */
const workPerValue = 6;

const bytesPerValue = 16;
const bytesPerMark = 2_000;

/**
 * The past of a machine: any moment of it can be gone back to, and lived through again.
 *
 * A position is a number of executed instructions; the machine stands before the next one. Now and
 * then a snapshot is taken. Going to a position is going back to the snapshot before it and
 * executing again from there, with the replies and the times that came then: nobody is asked
 * twice. The machine that has been set back runs on in the same way, until it comes to where it
 * was, and then lives on. Who changes something in the past begins a new future.
 */
export class Journal {
  private readonly marks: Mark[] = [];
  /** The latest position that the machine has been at before it went back. */
  private latest = 0;
  /** The machine had come to its end there. */
  private hasEnded = false;
  private dueWork = 0;
  private nextChange = Number.POSITIVE_INFINITY;
  private values = 0;
  private seeking = false;

  constructor(
    private readonly vm: HelixVM,
    private readonly options: JournalOptions,
  ) {}

  get position(): number {
    return this.vm.executedInstructions;
  }

  /** The earliest position that can be gone back to. */
  get start(): number {
    return this.marks[0]?.position ?? 0;
  }

  /** The latest position: where the machine lives on. */
  get end(): number {
    return Math.max(this.latest, this.position);
  }

  /** Whether the machine has been later than it is. */
  get isInPast(): boolean {
    return this.position < this.latest || (this.hasEnded && this.vm.isUnderWay);
  }

  /** Whether something will be changed from outside again, as it was. */
  get hasChangeAhead(): boolean {
    return this.isInPast && this.nextChange < Number.POSITIVE_INFINITY;
  }

  /** Whether something earlier has been dropped. */
  get isTruncated(): boolean {
    return this.start > 0;
  }

  /** Whether the machine only executes to get somewhere else. */
  get isSeeking(): boolean {
    return this.seeking;
  }

  /** The moments that can be gone to at once, from the earliest. */
  get allMarks(): readonly Mark[] {
    return this.marks;
  }

  /** How many instructions can be executed before the machine is to `pass` again. */
  get room(): number {
    const { vm, dueWork, nextChange } = this;
    return Math.max(1, Math.min(dueWork - vm.work, nextChange - vm.executedInstructions));
  }

  /** How many instructions lie between here and where the machine lives on. */
  get ahead(): number {
    return Math.max(0, this.latest - this.position);
  }

  /** Told before an instruction: takes a snapshot now and then, and repeats a change. */
  pass(): void {
    if (this.position >= this.nextChange) {
      const mark = this.marks.find(({ position, isChange }) => {
        return isChange && position === this.nextChange;
      });
      if (mark) this.goTo(mark);
    }
    if (this.vm.work >= this.dueWork) this.mark(false);
  }

  /**
   * Goes to a position, or to the nearest there is: the machine is paused before its next
   * instruction, or has ended there as it had before.
   */
  seek(position: number): void {
    this.noteLatest();
    const wanted = Math.min(Math.max(position, this.start), this.end);
    const mark = this.marks.findLast((each) => each.position <= wanted);
    if (mark === undefined) return;
    this.silently(() => {
      const { vm } = this;
      this.goTo(mark);
      vm.setPaused();
      for (let resume = false; vm.executedInstructions < wanted; resume = true) {
        const maxInstructions = wanted - vm.executedInstructions;
        const outcome = vm.run({ resume, maxInstructions });
        if (outcome !== 'breakpoint' && outcome !== 'stopped') break;
      }
      if (!vm.isUnderWay) return;
      const outcome = vm.run({ stopBefore: () => true });
      if (outcome === 'waiting' || outcome === 'stuck') vm.pauseWaiting();
    });
  }

  /** Looks for the last earlier position at which something holds. */
  searchBack(options: SearchOptions): BackwardSearch {
    this.noteLatest();
    const before = this.vm.isUnderWay ? this.position : this.position + 1;
    return new BackwardSearch(this.vm, this, before, options);
  }

  /**
   * Told when something was changed from outside. What had come later has not happened.
   *
   * @returns whether there was something later
   */
  noteChange(): boolean {
    if (!this.vm.isUnderWay) return false;
    const { position, isInPast } = this;
    while ((this.marks.at(-1)?.position ?? -1) >= position) this.drop(this.marks.length - 1);
    this.latest = position;
    this.hasEnded = false;
    this.vm.forgetFuture();
    this.mark(true);
    return isInPast;
  }

  /** Sets the machine back to a mark, to execute from there. */
  goTo(mark: Mark): void {
    mark.snapshot.restore();
    const later = this.marks.find(({ position, isChange }) => isChange && position > mark.position);
    this.nextChange = later?.position ?? Number.POSITIVE_INFINITY;
  }

  /** Executes without telling anybody. */
  silently(execute: () => void): void {
    this.seeking = true;
    try {
      execute();
    } finally {
      this.seeking = false;
    }
  }

  private noteLatest(): void {
    if (this.position < this.latest) return;
    if (this.position > this.latest) this.hasEnded = false;
    this.latest = this.position;
    this.hasEnded ||= !this.vm.isUnderWay;
  }

  private mark(isChange: boolean): void {
    const snapshot = new Snapshot();
    const { vm, position } = this;
    vm.keep(snapshot);
    snapshot.close();
    const { work, calls } = vm;
    this.marks.push({ position, work, tapePosition: calls.tapePosition, snapshot, isChange });
    this.values += snapshot.size;
    this.dueWork = work + Math.max(this.options.interval, workPerValue * snapshot.size);
    this.nextChange = Number.POSITIVE_INFINITY;
    this.dropOld();
  }

  private dropOld(): void {
    const { maxInstructions, maxBytes } = this.options;
    const { marks } = this;
    const before = marks.length;
    for (let second = marks[1]; second; second = marks[1]) {
      const bytes = this.values * bytesPerValue + marks.length * bytesPerMark;
      if (second.position > this.position - maxInstructions && bytes <= maxBytes) break;
      this.drop(0);
    }
    const first = marks[0];
    if (marks.length < before && first) this.vm.calls.forgetPast(first.tapePosition);
  }

  private drop(index: number): void {
    const [mark] = this.marks.splice(index, 1);
    this.values -= mark?.snapshot.size ?? 0;
  }
}
