import type { SessionEvents } from '@mso/debugger';
import type { LoadedProgram } from '../program/load-program.js';

/** Who sits in front of a program, and is told what happens to it. */
export interface Seated extends SessionEvents {
  /** Something that was said beside the program, as by an agent. */
  said(text: string): void;
  /** A file of the program was changed: what became of that. */
  reloaded(text: string, program?: LoadedProgram): void;
  /** The program was ended from outside. */
  interrupted(): void;
}

/** What becomes of a program when an adapter leaves it. */
export type Leaving = 'continue' | 'suspend' | 'terminate';

/** What a program that was told to stop reports: as after an interrupt in a terminal. */
export const interruptedExitCode = 130;
