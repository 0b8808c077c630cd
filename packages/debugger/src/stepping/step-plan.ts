import type { HelixVM, Thread } from '@mso/vm';
import { isBackFromStep, placeOf } from './place.js';

export type StepKind = 'over' | 'in' | 'out';
export type Granularity = 'statement' | 'line' | 'instruction';

/** Asked before every instruction of a step: whether it ends here. */
export type StepPlan = () => boolean;

/**
 * How a step from a thread's present place goes.
 *
 * A block is a call: `over` runs it whole, `in` stops inside, `out` runs to its end. A statement
 * has been left when the machine stands at another one, or in another frame. A `Pipeline` has been
 * stepped over once it comes back from a step of the workflow: each step is a stop of its own.
 * Other threads run on meanwhile; where the thread ends, so does the step. Threads are known by
 * their numbers: in a past that was changed the same thread can be another object.
 */
export function planStep(
  vm: HelixVM,
  kind: StepKind,
  granularity: Granularity,
  thread: Thread = vm.scheduler.current,
): StepPlan {
  const { id } = thread;
  const isOver = planInThread(vm, kind, granularity, thread);
  return () => {
    const { current } = vm.scheduler;
    return current.id === id ? isOver(current) : !vm.scheduler.has(id);
  };
}

function planInThread(
  vm: HelixVM,
  kind: StepKind,
  granularity: Granularity,
  before: Thread,
): (now: Thread) => boolean {
  const depth = before.callStack.length;
  if (kind === 'out') return ({ callStack }) => callStack.length < depth;
  const place = placeOf(granularity);
  const start = place(vm.module, before.registers.programCounter);
  if (kind === 'in') {
    return ({ callStack, registers }) =>
      callStack.length !== depth || place(vm.module, registers.programCounter) !== start;
  }
  return ({ callStack, registers }) => {
    const now = callStack.length;
    if (now !== depth) return now < depth;
    return (
      place(vm.module, registers.programCounter) !== start || isBackFromStep(callStack[now - 1])
    );
  };
}
