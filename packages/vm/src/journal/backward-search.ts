import type { HelixVM } from '../machine/helix-vm.js';
import type { Journal, Mark } from './journal.js';

export interface SearchOptions {
  /** Asked at every position, with the machine as it was there: whether it is one to stop at. */
  readonly stopAt?: () => boolean;
  /** Whether positions count at which a breakpoint holds. */
  readonly breakpoints?: boolean;
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
  isDone = false;
  private before: number;

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
    this.journal.silently(() => this.liveThrough(mark));
    this.before = mark.position;
    this.isDone = this.found !== undefined || mark === this.journal.allMarks[0];
  }

  private liveThrough(mark: Mark): void {
    const { vm, before } = this;
    const { stopAt, breakpoints } = this.options;
    this.journal.goTo(mark);
    vm.setPaused();
    vm.debugMode = breakpoints === true;
    const look = (): boolean => {
      if (stopAt?.()) this.found = vm.executedInstructions;
      return false;
    };
    let resume = false;
    while (vm.executedInstructions < before) {
      const outcome = vm.run({
        ...{ resume, maxInstructions: before - vm.executedInstructions },
        ...(stopAt && { stopBefore: look }),
      });
      if (outcome !== 'breakpoint') return;
      this.found = vm.executedInstructions;
      resume = true;
    }
  }
}
