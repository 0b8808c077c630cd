import type { SessionEvents } from '@mso/debugger';

/** Who sits in front of a program, and is told what happens to it. */
export interface Seated extends SessionEvents {
  /** Something that was said beside the program, as by an agent. */
  said(text: string): void;
  /** The program was ended from outside. */
  interrupted(): void;
}

/** What becomes of a program when an adapter leaves it. */
export type Leaving = 'continue' | 'suspend' | 'terminate';

/** What a program that was told to stop reports: as after an interrupt in a terminal. */
export const interruptedExitCode = 130;
