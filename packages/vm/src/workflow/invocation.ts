import type { Snapshot } from '../journal/snapshot.js';
import type { AgentReply } from '../machine/agent-host.js';
import type { HelixVM } from '../machine/helix-vm.js';
import type { Thread } from '../machine/thread.js';
import type { Entity, ObjectValue, Value } from '../values/value.js';
import type { Worker } from './crew-plan.js';

/** What a thread waits for while it stands at `InvokeAgent` or `InvokeCrew`. */
export interface Invocation {
  readonly worker: Worker;
  readonly task: string;
  readonly inputs: ObjectValue;
  /** What has been answered, by the paths of the questions. */
  readonly answers: Map<string, Value>;
  /** The calls that go on, in the order in which they were made. */
  calls: readonly AgentCall[];
}

/** A question to one agent, until it is answered. */
export interface AgentCall {
  /** Calls are counted from 1 over the whole run. */
  readonly id: number;
  readonly path: string;
  readonly agent: Entity;
  readonly crew?: string;
  /** Machine time. */
  readonly askedMs: number;
  reply: AgentReply | undefined;
  /** The machine time at which the reply counts; known once there is a reply. */
  dueMs: number | undefined;
}

/** Ends an invocation whose answer nobody waits for any more. */
export function cancelInvocation({ calls }: HelixVM, thread: Thread): void {
  for (const call of thread.invocation?.calls ?? []) calls.cancel(call);
  thread.invocation = undefined;
}

export function keepInvocation(snapshot: Snapshot, invocation: Invocation): void {
  const { calls } = invocation;
  snapshot.fields(1, () => {
    invocation.calls = calls;
  });
  snapshot.map(invocation.answers);
}
