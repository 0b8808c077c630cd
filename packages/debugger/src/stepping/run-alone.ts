import type { HelixVM } from '@mso/vm';
import type { Stop } from '../stop.js';

/**
 * Lets one thread run and the others stand still, or all of them run; whether that is not as it
 * was. Then it is a change of the machine, which no instruction repeats: the journal has to know,
 * and in the past a new future begins.
 *
 * In the past all threads run as they did then, alone or not: one lives through the same again.
 */
export function letRun(vm: HelixVM, alone: number | undefined): boolean {
  const { scheduler, journal } = vm;
  if (alone === undefined && journal?.isInPast) return false;
  const isSame = alone === scheduler.alone?.id;
  if (isSame && !journal?.hasChangeAhead) return false;
  scheduler.keepTo(scheduler.threads.find(({ id }) => id === alone));
  return true;
}

/** How many instructions to execute until `letRun` is to be asked again. */
export function instructionsUntilPresent({ scheduler, journal }: HelixVM): number {
  const isOther = scheduler.alone !== undefined || journal?.hasChangeAhead === true;
  if (!journal?.isInPast || !isOther) return Number.POSITIVE_INFINITY;
  return Math.max(1, journal.ahead);
}

/** The stop of a thread that ran alone and cannot go on. */
export function stuckStop({ scheduler: { alone } }: HelixVM, reason: 'step' | 'pause'): Stop {
  const name = alone?.name ?? '';
  if (alone?.state.kind === 'ended') {
    return { reason, breakpoints: [], text: `thread ${name} has ended; the others stand still` };
  }
  const text = `thread ${name} waits for steps whose threads stand still: let all threads run`;
  return { reason: 'pause', breakpoints: [], text };
}
