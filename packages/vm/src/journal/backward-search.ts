import type { HelixVM } from '../machine/helix-vm.js';
import type { Journal, Mark } from './journal.js';

export interface SearchOptions {
  /**
   * Begins to watch a piece of the past; what it answers with is asked at every position, with the
   * machine as it was there, whether that is one to stop at. Of the first piece there is, the
   * machine has lived through nothing before.
   */
  readonly watch?: (isFirst: boolean) => () => boolean;
  /** Whether positions count at which a breakpoint holds. */
  readonly breakpoints?: boolean;
  /** Told where a breakpoint holds; the last time is what was found, if anything was. */
  readonly held?: () => void;
}

/**
 * Looks for the last position before another one at which the machine would have stopped.
 *
 * The past is lived through again, piece by piece from the end, each forwards from its snapshot.
 * The machine is somewhere in the past afterwards, until `Journal.seek` puts it where it is to be.
 */
export class BackwardSearch {
  /** Where a stop was found, or undefined; final once `isDone`. */
  found: number | undefined;
  /** What was found is a breakpoint. */
  isBreakpoint = false;
  isDone = false;
  private before: number;
  /** The piece being looked at ends where one begins that has been looked at. */
  private isContinued = false;

  constructor(
    private readonly vm: HelixVM,
    private readonly journal: Journal,
    before: number,
    private readonly options: SearchOptions,
  ) {
    this.before = before;
  }

  /** The earliest position that has been looked at. */
  get reached(): number {
    return this.before;
  }

  /** Looks through one more piece of the past. */
  advance(): void {
    if (this.isDone) return;
    const mark = this.journal.allMarks.findLast(({ position }) => position < this.before);
    if (mark === undefined) {
      this.isDone = true;
      return;
    }
    const isFirst = mark === this.journal.allMarks[0];
    this.journal.silently(() => this.liveThrough(mark, isFirst));
    this.before = mark.position;
    this.isContinued = true;
    this.isDone = this.found !== undefined || isFirst;
  }

  private liveThrough(mark: Mark, isFirst: boolean): void {
    const { vm, before } = this;
    const { debugMode } = vm;
    this.journal.goTo(mark);
    vm.setPaused();
    const isStop = this.options.watch?.(isFirst);
    const look = (): void => {
      if (isStop?.()) this.note(false);
    };
    vm.debugMode = this.options.breakpoints === true;
    try {
      this.liveUntil(before, look, isStop !== undefined);
      // Whether something begins at the end of the piece is seen only by who comes from before it.
      if (this.isContinued && vm.executedInstructions === before) this.lookAtEnd(look);
    } finally {
      vm.debugMode = debugMode;
      vm.setPaused();
    }
  }

  /** Looks before the next instruction, whoever's that is, where there is one. */
  private lookAtEnd(look: () => void): void {
    const { vm } = this;
    vm.debugMode = false;
    const stopBefore = (): boolean => {
      look();
      return true;
    };
    if (vm.isUnderWay) vm.run({ stopBefore });
  }

  private liveUntil(before: number, look: () => void, isWatched: boolean): void {
    const { vm } = this;
    const stopBefore = (): boolean => {
      look();
      return false;
    };
    for (let resume = false; vm.executedInstructions < before; resume = true) {
      const maxInstructions = before - vm.executedInstructions;
      const options = { resume, maxInstructions, ...(isWatched && { stopBefore }) };
      const outcome = vm.run(options);
      if (outcome !== 'breakpoint' && outcome !== 'stopped') return;
      look();
      this.note(true);
    }
  }

  private note(isBreakpoint: boolean): void {
    this.found = this.vm.executedInstructions;
    this.isBreakpoint = isBreakpoint;
    if (isBreakpoint) this.options.held?.();
  }
}
