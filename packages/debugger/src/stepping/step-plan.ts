import { type Module, spanAt, statementAt } from '@mso/bytecode';
import type { CallFrame, HelixVM, Thread, VMRegisters } from '@mso/vm';

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
 * Other threads run on meanwhile; where the thread ends, so does the step.
 */
export function planStep(
  vm: HelixVM,
  kind: StepKind,
  granularity: Granularity,
  thread: Thread = vm.scheduler.current,
): StepPlan {
  const isOver = planInThread(vm, kind, granularity, thread);
  return () => {
    if (vm.scheduler.current === thread) return isOver();
    return thread.state.kind === 'ended';
  };
}

function planInThread(
  vm: HelixVM,
  kind: StepKind,
  granularity: Granularity,
  { callStack, registers }: Thread,
): StepPlan {
  const depth = callStack.length;
  if (kind === 'out') return () => callStack.length < depth;
  const place = placeOf(granularity);
  const start = place(vm.module, registers);
  if (kind === 'in') {
    return () => callStack.length !== depth || place(vm.module, registers) !== start;
  }
  return () => {
    const now = callStack.length;
    if (now !== depth) return now < depth;
    return place(vm.module, registers) !== start || isBackFromStep(callStack[now - 1]);
  };
}

function isBackFromStep(frame: CallFrame | undefined): boolean {
  const run = frame?.drives;
  return run?.isUnderWay === true && run.busyWith?.kind !== 'decision';
}

type Place = (module: Module, registers: VMRegisters) => number;

function placeOf(granularity: Granularity): Place {
  switch (granularity) {
    case 'instruction':
      return (_, { programCounter }) => programCounter;
    case 'statement':
      return ({ debug }, { programCounter }) =>
        debug ? statementAt(debug, programCounter) : programCounter;
    case 'line':
      return ({ debug }, { programCounter }) => {
        const span = debug && spanAt(debug, programCounter);
        return span ? span.source * linesMax + span.startLine : programCounter;
      };
  }
}

/** More lines than a file can have: the lines of all files get numbers of their own. */
const linesMax = 2 ** 31;
