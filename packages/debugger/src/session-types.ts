import type { Module } from '@mso/bytecode';
import type { RuntimeError, VMOptions } from '@mso/vm';
import type { AnyRequest, SourceBreakpoint } from './breakpoints/source-breakpoint.js';
import type { Listing } from './listing.js';
import type { Stop } from './stop.js';

/** How a program ended: `exitCode` is 0, or 1 where it failed. */
export interface Ending {
  readonly exitCode: 0 | 1;
  readonly error?: RuntimeError;
}

export interface SessionEvents {
  stopped(stop: Stop): void;
  ended(ending: Ending): void;
  /** A warning of the machine, or a log point's message; `address` is where. */
  output(kind: 'warning' | 'log', text: string, address: number): void;
  breakpointChanged(breakpoint: SourceBreakpoint<AnyRequest>): void;
  /** A step of a workflow has begun, ended, or goes into another attempt. */
  stepChanged?(): void;
  threadChanged?(thread: ThreadView, change: 'started' | 'exited'): void;
  /** A search of the past goes on; `share` of it, below 1, is done. A stop ends it. */
  searching?(share: number): void;
}

/** A thread as it is listed: 1 is `main`, others carry their step's name. */
export interface ThreadView {
  readonly id: number;
  readonly name: string;
}

export interface SessionOptions {
  readonly events: SessionEvents;
  /** Runs a function soon, and lets requests that wait be served before. */
  readonly schedule: (slice: () => void) => void;
  /** One path for all names of a file; by default a path is its only name. */
  readonly canonicalPath?: (path: string) => string;
}

export interface StartOptions {
  readonly module: Module;
  /** Breakpoints can be set in it as well. */
  readonly listing?: Listing;
  readonly vm: Omit<VMOptions, 'events'>;
  readonly stopOnEntry: boolean;
  /** Stop once more when the program has ended, to look at it and to go back. */
  readonly stopOnExit?: boolean;
  /** Run to the end whatever breakpoints there are. */
  readonly noDebug: boolean;
}

/** What became of a changed program. */
export type Reload =
  | {
      readonly kind: 'taken';
      readonly changed: readonly string[];
      /** What was set by hand is as the program says again. */
      readonly isReset: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: string };
