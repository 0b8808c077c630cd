import type { HelixVM, SearchOptions, Thread } from '@mso/vm';
import { type Evaluator, parse } from '../evaluation/evaluator.js';
import type { Granularity, StepKind } from '../stepping/step-plan.js';
import type { Stop } from '../stop.js';
import type { Frame } from '../views/frames.js';
import { watchWrite } from './last-write.js';
import { watchStepBack } from './step-back.js';

/** What going back needs of the session. */
export interface TravelHost {
  readonly vm: HelixVM;
  readonly evaluator: Evaluator;
  /** A pause was asked for since `depart`. */
  readonly pauseWanted: boolean;
  /**
   * The session begins to run. The answer tells whether that is still so; undefined where it
   * cannot begin.
   */
  depart(): (() => boolean) | undefined;
  schedule(slice: () => void): void;
  /** The stop that breakpoints make which have just held. */
  breakpointStop(): Stop | undefined;
  /** So much of the past, below 1, has been looked through. */
  searching(share: number): void;
  /** The session is stopped there. */
  arrive(stop: Stop): void;
}

type TravelReason = 'step' | 'pause' | 'goto';

/** Moves a session through its past. Where no past is kept, nothing happens. */
export class TimeTravel {
  constructor(private readonly host: TravelHost) {}

  /** Steps back in a thread; nobody is asked anything again. */
  stepBack(kind: StepKind, granularity: Granularity, thread: Thread): void {
    const { vm } = this.host;
    // At the end nothing is left to stay outside of: what came last is what one wants to see.
    const isAtEnd = !vm.isUnderWay && vm.error === undefined;
    const watch = watchStepBack(vm, isAtEnd ? 'in' : kind, granularity, thread);
    this.goBack('step', { watch, breakpoints: true });
  }

  /** Runs backwards to the last place where a breakpoint holds. */
  reverseContinue(): void {
    this.goBack('pause', { breakpoints: true });
  }

  /**
   * Goes back to the instruction that last wrote the value of an expression, before it does.
   *
   * @throws ExpressionProblem
   */
  goToLastWrite(text: string, frame: Frame): void {
    const watch = watchWrite(this.host.evaluator, parse(text), frame);
    this.goBack('goto', { watch }, -1);
  }

  /** Goes to a moment, earlier or later: the one before the instruction of that number. */
  goTo(position: number): void {
    if (this.host.depart()) this.arrive(position, { reason: 'goto', breakpoints: [] });
  }

  /**
   * Goes back to where a frame began, and forgets what came since: agents that it asked are asked
   * again. Where that is not kept any more, it goes as far back as it can and forgets nothing.
   */
  restartFrame({ thread: { id }, depth }: Frame): void {
    const { vm } = this.host;
    const isBefore = depth === 0 ? isAtItsBeginning : isOutside(depth);
    const watch = () => (): boolean => {
      const { current } = vm.scheduler;
      return current.id === id && isBefore(current);
    };
    this.goBack('goto', { watch }, depth === 0 ? 0 : 1, () => vm.journal?.noteChange());
  }

  /** Looks through the past, from here back, and goes to what is found, or to its beginning. */
  private goBack(
    reason: TravelReason,
    options: SearchOptions,
    offset: -1 | 0 | 1 = 0,
    then?: () => void,
  ): void {
    const { host } = this;
    const { journal } = host.vm;
    const isUnderWay = journal && host.depart();
    if (!isUnderWay) return;
    let held: Stop | undefined;
    const { position } = journal;
    const search = journal.searchBack({
      ...options,
      held: () => {
        held = host.breakpointStop();
      },
    });
    const slice = (): void => {
      if (!isUnderWay()) return;
      search.advance();
      const { found } = search;
      if (found !== undefined && search.isDone) {
        const stop = search.isBreakpoint ? held : undefined;
        this.arrive(found + offset, stop ?? { reason, breakpoints: [] }, then);
      } else if (search.isDone) {
        const stop: Stop = { reason, breakpoints: [], isEarliest: true };
        this.arrive(journal.start, stop, journal.isTruncated ? undefined : then);
      } else if (host.pauseWanted) {
        this.arrive(search.reached, { reason: 'pause', breakpoints: [] });
      } else {
        host.searching((position - search.reached) / (position - journal.start));
        host.schedule(slice);
      }
    };
    host.schedule(slice);
  }

  private arrive(position: number, stop: Stop, then?: () => void): void {
    this.host.vm.journal?.seek(position);
    then?.();
    this.host.arrive(stop);
  }
}

/** Whether a thread's own frame is about to execute its first instruction. */
function isAtItsBeginning({ callStack, registers }: Thread): boolean {
  const [own] = callStack;
  return callStack.length === 1 && registers.programCounter === own?.function?.start;
}

/** Whether a thread is outside of a frame. */
function isOutside(depth: number): (thread: Thread) => boolean {
  return ({ callStack }) => callStack.length <= depth;
}
