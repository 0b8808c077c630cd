import type { CodeFunction, EntityKind } from '@mso/bytecode';
import type { Snapshot } from '../journal/snapshot.js';
import type { Value } from '../values/value.js';
import type { StepRun } from '../workflow/step-run.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';

export type FrameKind = 'program' | CodeFunction['kind'] | EntityKind;

/** One entered block, or one call of a function. */
export interface CallFrame {
  readonly kind: FrameKind;
  readonly name: string;
  /** The entity whose block or code it is; none for the program's own frame. */
  readonly entity?: number;
  /** Where it goes on behind the frame: for a block, that is the first address behind it. */
  readonly returnAddress: number;
  /** The stack's depth when the frame began, to which it is cut back at the end. */
  readonly framePointer: number;
  /** The instruction that entered the frame. */
  readonly callAddress: number;
  /** By slot; a slot that was never stored to is null. */
  readonly locals: Value[];
  /** Of a function: what its locals are called. */
  readonly localNames: readonly string[];
  /** The function that is called; none for a block. */
  readonly function?: CodeFunction;
  /** Of a step's frame, and of those of its attempts: how the step fares. */
  readonly stepRun?: StepRun;
  /** Of an attempt's frame: which one it is, from 1. */
  readonly attempt?: number;
  /** Of a step's frame: the run that it belongs to. */
  readonly workflowRun?: WorkflowRun;
  /** Of a workflow's frame: the run whose steps it runs. */
  drives?: WorkflowRun;
}

export function keepFrame(snapshot: Snapshot, frame: CallFrame): void {
  const { drives, locals } = frame;
  snapshot.fields(1, () => {
    if (drives) frame.drives = drives;
    else delete frame.drives;
  });
  snapshot.value(locals);
}

/** The locals of a frame that have a name. */
export function namedLocals({ locals, localNames }: CallFrame): ReadonlyMap<string, Value> {
  return new Map(localNames.map((name, slot) => [name, locals[slot] ?? null]));
}
