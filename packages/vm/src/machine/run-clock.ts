import type { Clock } from './clock.js';

/**
 * Real time since a run began, without the time for which it was paused: a person who looks at a
 * stopped program makes no timeout run out.
 */
export class RunClock {
  /** The clock's time at which the run's time was 0. */
  private zeroMs: number | undefined;
  private pausedMs: number | undefined = 0;

  /** @param clock without one, no time passes but what is set */
  constructor(private readonly clock: Clock | undefined) {}

  get nowMs(): number {
    if (this.pausedMs !== undefined) return this.pausedMs;
    return (this.clock?.now() ?? 0) - (this.zeroMs ?? 0);
  }

  set nowMs(nowMs: number) {
    if (this.pausedMs !== undefined) this.pausedMs = nowMs;
    else this.zeroMs = (this.clock?.now() ?? 0) - nowMs;
  }

  pause(): void {
    this.pausedMs = this.nowMs;
  }

  goOn(): void {
    if (this.pausedMs === undefined) return;
    const nowMs = this.pausedMs;
    this.pausedMs = undefined;
    this.nowMs = nowMs;
  }

  /** Settles after some time; `cancel` ends the waiting. */
  after(milliseconds: number): { readonly passed: Promise<void>; cancel(): void } {
    let cancel = (): void => {};
    const passed = new Promise<void>((resolve) => {
      if (this.clock) cancel = this.clock.after(milliseconds, resolve);
    });
    return { passed, cancel: () => cancel() };
  }
}
