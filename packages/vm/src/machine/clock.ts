/**
 * Real time, as the machine may ask for it. A machine whose agents answer in virtual time needs
 * none.
 */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Calls back once so many milliseconds have passed; the answer cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}
