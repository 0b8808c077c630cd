/**
 * Work that is done a step at a time: each yields how much of the whole is done, from 0 to 1.
 * Between them whoever drives it may do other things, or give up.
 */
export type Steps<Result> = Generator<number, Result, void>;

/** Does all of some work at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
