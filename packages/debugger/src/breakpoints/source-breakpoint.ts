import type { Expression } from '@mso/language';
import type { HitCondition } from './hit-condition.js';
import type { Placement } from './locations.js';
import type { LogPart } from './log-message.js';

/** What every breakpoint can be asked for. */
export interface BreakpointOptions {
  readonly condition?: string;
  readonly hitCondition?: string;
  /** A log point: the message is printed, with `{expressions}` filled in, and nothing stops. */
  readonly logMessage?: string;
}

/** A place of the text. Lines and columns start at 1. */
export interface BreakpointRequest extends BreakpointOptions {
  readonly line: number;
  readonly column?: number;
}

/** Wherever something of that name begins or is asked; `*` stands for any letters. */
export interface FunctionRequest extends BreakpointOptions {
  readonly name: string;
}

export interface InstructionRequest extends BreakpointOptions {
  readonly address: number;
}

export type AnyRequest = BreakpointRequest | FunctionRequest | InstructionRequest;

/** What became of a wish. */
export interface SourceBreakpoint<Request extends AnyRequest = BreakpointRequest> {
  /** Unique in the session, and the same as long as the request stays the same. */
  readonly id: number;
  readonly request: Request;
  readonly verified: boolean;
  readonly location?: Placement;
  /** Why it is not verified. */
  readonly message?: string;
  /** `pending`: it may still become verified; `failed`: it will not. */
  readonly reason?: 'pending' | 'failed';
}

/** A verified breakpoint with everything parsed, and what it has seen so far. */
export interface ArmedBreakpoint extends SourceBreakpoint<AnyRequest> {
  readonly location: Placement;
  readonly condition?: Expression;
  readonly hit?: HitCondition;
  readonly log?: readonly LogPart[];
  /** How often it was reached. */
  reached: number;
  /** How often with its condition true. */
  hits: number;
  /** Its condition failed once already, and a person was told. */
  broken: boolean;
}
