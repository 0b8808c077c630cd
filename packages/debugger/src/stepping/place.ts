import { type Module, spanAt, statementAt } from '@mso/bytecode';
import type { CallFrame } from '@mso/vm';
import type { Granularity } from './step-plan.js';

/** What a step of some granularity leaves: two addresses of one place have the same number. */
export type PlaceOf = (module: Module, address: number) => number;

export function placeOf(granularity: Granularity): PlaceOf {
  switch (granularity) {
    case 'instruction':
      return (_, address) => address;
    case 'statement':
      return ({ debug }, address) => (debug ? statementAt(debug, address) : address);
    case 'line':
      return ({ debug }, address) => {
        const span = debug && spanAt(debug, address);
        return span ? span.source * linesMax + span.startLine : address;
      };
  }
}

/** More lines than a file can have: the lines of all files get numbers of their own. */
const linesMax = 2 ** 31;

/** Whether the workflow of a frame has come back from a step, which is a place of its own. */
export function isBackFromStep(frame: CallFrame | undefined): boolean {
  const run = frame?.drives;
  return run?.isUnderWay === true && run.busyWith?.kind !== 'decision';
}
