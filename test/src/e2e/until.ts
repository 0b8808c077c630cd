import { deepEqual } from 'node:assert/strict';

/**
 * Waits until `probe` gives something, and gives that.
 *
 * A probe that throws counts as "not yet": elements of a page come and go while it is drawn.
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => T | Promise<T>,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs;
  let reason = '';
  for (;;) {
    try {
      const found = await probe();
      if (found !== undefined && found !== null && found !== false) {
        return found as NonNullable<Exclude<T, false>>;
      }
    } catch (error) {
      reason = error instanceof Error ? `: ${error.message}` : '';
    }
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms until ${what}${reason}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Reads a view until it shows this: views are drawn some time after the adapter has answered. */
export async function shows<T>(read: () => Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + 5000;
  for (;;) {
    try {
      deepEqual(await read(), expected);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
