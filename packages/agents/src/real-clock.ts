import type { Clock } from '@mso/vm';

/** The process's own time. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(milliseconds, delayMaxMs));
    return () => clearTimeout(timer);
  },
};

/** A longer delay would be taken for none; whoever waits asks again then. */
const delayMaxMs = 2 ** 31 - 1;
