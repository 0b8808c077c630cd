/** The breakpoints that hold where the machine stops. */
export interface BreakpointHit {
  readonly ids: readonly number[];
  /** Set when a condition could not be evaluated; the stop is to show it. */
  readonly problem?: string;
  /** What was done to what is watched, for people. */
  readonly changes?: readonly string[];
}
