import type { EntityKind } from '@mso/bytecode';
import type { Value } from '../values/value.js';

export type FrameKind = 'program' | 'attempt' | EntityKind;

/** One entered block. */
export interface CallFrame {
  readonly kind: FrameKind;
  readonly name: string;
  /** The entity whose block it is; none for the program's own frame. */
  readonly entity?: number;
  /** The address at which the frame ends: the first one behind its block. */
  readonly returnAddress: number;
  /** The stack's depth when the frame began, to which it is cut back at the end. */
  readonly framePointer: number;
  /** The instruction that entered the frame. */
  readonly callAddress: number;
  readonly locals: Map<string, Value>;
}
