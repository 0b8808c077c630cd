import type { Stop } from '@mso/debugger';
import type { Journal } from '@mso/vm';

/**
 * What a client shows of a stop; undefined where its reason says it all. In the past it says how
 * far: `replay −37` is 37 instructions before the latest moment.
 */
export function describeStop(stop: Stop, journal: Journal | undefined): string | undefined {
  const plain = stop.isEarliest ? earliest(journal) : special(stop);
  if (!journal?.isInPast) return plain;
  // An instruction that has failed does not count as executed, but it is later.
  const past = Math.max(1, journal.end - journal.position);
  return `${plain ?? usual(stop)} (replay \u2212${past})`;
}

function special({ reason, text, changes = [] }: Stop): string | undefined {
  if (reason === 'exception') return 'Paused on an error';
  if (reason === 'end') return 'The program has ended';
  if (reason.endsWith('breakpoint') && text !== undefined) {
    return 'Paused on a breakpoint whose condition failed';
  }
  if (changes.length > 0) return `Paused on data breakpoint: ${changes.join(', ')}`;
  if (reason === 'pause' && text !== undefined) return 'Paused: other threads stand still';
  return undefined;
}

function earliest(journal: Journal | undefined): string {
  if (!journal?.isTruncated) return 'The beginning of the program';
  return 'The beginning of what is kept of the past';
}

function usual({ reason }: Stop): string {
  return reason === 'pause' ? 'Paused' : `Paused on ${reason}`;
}
