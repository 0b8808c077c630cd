/** A text in which the instructions of a program stand, a line each. */
export interface Listing {
  /** What it is called where breakpoints are set in it. */
  readonly path: string;
  /** Undefined where it would be too long to be shown. */
  readonly text: string | undefined;
  /** The line of each instruction, from 1; none where there is no text. */
  readonly lines: readonly number[];
}
