import type { AgentReply } from '../machine/agent-host.js';
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
  readonly abort: AbortController;
  reply: AgentReply | undefined;
  /** The machine time at which the reply counts; known once there is a reply. */
  dueMs: number | undefined;
}

/** Ends an invocation whose answer nobody waits for any more. */
export function cancelInvocation(thread: Thread): void {
  for (const { abort } of thread.invocation?.calls ?? []) abort.abort();
  thread.invocation = undefined;
}
