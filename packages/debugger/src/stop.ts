export type StopReason =
  | 'entry'
  | 'breakpoint'
  | 'function breakpoint'
  | 'instruction breakpoint'
  | 'data breakpoint'
  | 'step'
  | 'pause'
  | 'exception'
  | 'goto'
  | 'end';

/** Where a program stands still, and why. */
export interface Stop {
  readonly reason: StopReason;
  /** Ids of the breakpoints that hold here. */
  readonly breakpoints: readonly number[];
  /** More than the reason says: a condition that failed, an error's message. */
  readonly text?: string;
  /** What was done to the data that is watched: `agent "writer".temperature: 0.5 → 0.9`. */
  readonly changes?: readonly string[];
  /** The past is not kept any further back. */
  readonly isEarliest?: boolean;
}
