import type { HelixVM, Thread } from '@mso/vm';
import { isBackFromStep, type PlaceOf, placeOf } from '../stepping/place.js';
import type { Granularity, StepKind } from '../stepping/step-plan.js';

/**
 * Where a step back from a thread's present place may end, as a watcher for a piece of the past.
 *
 * It is the step forward the other way round: it ends where a statement begins. `over` stays
 * outside of what the statement before has called, `in` ends inside of it, and `out` goes back to
 * the statement that called the present function or opened the present block. Before the first
 * statement of a thread comes the one that began the thread. Threads are known by their numbers:
 * one that began in the past that is lived through again is another object.
 */
export function watchStepBack(
  vm: HelixVM,
  kind: StepKind,
  granularity: Granularity,
  { id, callStack }: Thread,
): (isFirst: boolean) => () => boolean {
  const depth = callStack.length;
  const depthMax = { over: depth, in: Number.POSITIVE_INFINITY, out: depth - 1 }[kind];
  const place = placeOf(granularity);
  return (isFirst) => {
    const starts = new PlaceStarts(vm, id, place, isFirst);
    return () => {
      const { current } = vm.scheduler;
      if (current.id !== id) return !vm.scheduler.has(id);
      const isStart = starts.isAtStart(current) || granularity === 'instruction';
      return isStart && current.callStack.length <= depthMax;
    };
  };
}

/** Tells, while a thread runs, where it comes to another place. */
class PlaceStarts {
  /** Where the thread is in each of its frames, by their depth. */
  private readonly places: (number | undefined)[] = [];
  private depth = 0;

  /** @param isFirst the thread has not run before; else it may stand in the midst of a place */
  constructor(
    private readonly vm: HelixVM,
    threadId: number,
    private readonly placeOfAddress: PlaceOf,
    isFirst: boolean,
  ) {
    const thread = vm.scheduler.threads.find(({ id }) => id === threadId);
    if (thread === undefined || isFirst) return;
    const { callStack, registers } = thread;
    this.depth = callStack.length;
    callStack.forEach((_, index) => {
      const address = callStack[index + 1]?.callAddress ?? registers.programCounter;
      this.places[index + 1] = placeOfAddress(vm.module, address);
    });
  }

  isAtStart({ callStack, registers }: Thread): boolean {
    const depth = callStack.length;
    const place = this.placeOfAddress(this.vm.module, registers.programCounter);
    const isOther = this.places[depth] !== place;
    const isBack = this.depth > depth && isBackFromStep(callStack[depth - 1]);
    this.places.length = depth;
    this.places[depth] = place;
    this.depth = depth;
    return isOther || isBack;
  }
}
