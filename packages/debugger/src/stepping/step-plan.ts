import { spanAt, statementAt } from '@mso/bytecode';
import type { HelixVM } from '@mso/vm';

export type StepKind = 'over' | 'in' | 'out';
export type Granularity = 'statement' | 'line' | 'instruction';

/** Asked before every instruction of a step: whether it ends here. */
export type StepPlan = () => boolean;

/**
 * How a step from the machine's present place goes.
 *
 * A block is a call: `over` runs it whole, `in` stops inside, `out` runs to its end. A statement
 * has been left when the machine stands at another one, or in another frame.
 */
export function planStep(vm: HelixVM, kind: StepKind, granularity: Granularity): StepPlan {
  const depth = vm.callStack.length;
  if (kind === 'out') return () => vm.callStack.length < depth;
  const place = placeOf(granularity);
  const start = place(vm);
  if (kind === 'in') return () => vm.callStack.length !== depth || place(vm) !== start;
  return () => {
    const now = vm.callStack.length;
    return now < depth || (now === depth && place(vm) !== start);
  };
}

function placeOf(granularity: Granularity): (vm: HelixVM) => number {
  switch (granularity) {
    case 'instruction':
      return (vm) => vm.registers.programCounter;
    case 'statement':
      return ({ module, registers }) =>
        module.debug
          ? statementAt(module.debug, registers.programCounter)
          : registers.programCounter;
    case 'line':
      return ({ module, registers: { programCounter } }) => {
        const span = module.debug && spanAt(module.debug, programCounter);
        return span ? span.source * linesMax + span.startLine : programCounter;
      };
  }
}

/** More lines than a file can have: the lines of all files get numbers of their own. */
const linesMax = 2 ** 31;
