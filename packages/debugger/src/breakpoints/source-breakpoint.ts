import type { Expression } from '@mso/language';
import type { HitCondition } from './hit-condition.js';
import type { Location } from './locations.js';
import type { LogPart } from './log-message.js';

/** What a person asks for. Lines and columns start at 1. */
export interface BreakpointRequest {
  readonly line: number;
  readonly column?: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  /** A log point: the message is printed, with `{expressions}` filled in, and nothing stops. */
  readonly logMessage?: string;
}

/** What became of it. */
export interface SourceBreakpoint {
  /** Unique in the session, and the same as long as the request stays the same. */
  readonly id: number;
  readonly request: BreakpointRequest;
  readonly verified: boolean;
  readonly location?: Location;
  /** Why it is not verified. */
  readonly message?: string;
  /** `pending`: it may still become verified; `failed`: it will not. */
  readonly reason?: 'pending' | 'failed';
}

/** A verified breakpoint with everything parsed, and what it has seen so far. */
export interface ArmedBreakpoint extends SourceBreakpoint {
  readonly location: Location;
  readonly condition?: Expression;
  readonly hit?: HitCondition;
  readonly log?: readonly LogPart[];
  /** How often it was reached with its condition true. */
  hits: number;
  /** Its condition failed once already, and a person was told. */
  broken: boolean;
}
