import type { Snapshot } from '../journal/snapshot.js';
import type { AgentCall } from '../workflow/invocation.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';
import { Heap } from './heap.js';
import type { Thread } from './thread.js';

/** Something that happens at a certain machine time, unless it has come differently by then. */
export type TimedEvent = ThreadEvent | WorkflowTimeout;

type ThreadEvent = CallReply | NextAttempt | AttemptTimeout;

interface CallReply {
  readonly kind: 'reply';
  readonly atMs: number;
  readonly thread: Thread;
  readonly call: AgentCall;
}

interface NextAttempt {
  readonly kind: 'next attempt';
  readonly atMs: number;
  readonly thread: Thread;
}

interface AttemptTimeout {
  readonly kind: 'attempt timeout';
  readonly atMs: number;
  readonly thread: Thread;
}

interface WorkflowTimeout {
  readonly kind: 'workflow timeout';
  readonly atMs: number;
  readonly run: WorkflowRun;
}

/**
 * What is going to happen, by its time. Of several events at one time, replies come before
 * timeouts and those of workflows last; earlier threads before later ones, earlier calls and runs
 * before later ones.
 */
export class Timetable {
  private readonly events = new Heap<TimedEvent>(compare);

  add(event: TimedEvent): void {
    this.events.add(event);
  }

  /** The next event that still can happen. */
  get first(): TimedEvent | undefined {
    while (this.events.first !== undefined && !isPending(this.events.first)) this.events.take();
    return this.events.first;
  }

  keep(snapshot: Snapshot): void {
    snapshot.add(this.events);
  }

  /** Takes the first one out. */
  take(): void {
    this.events.take();
  }
}

const ranks = {
  reply: 0,
  'next attempt': 1,
  'attempt timeout': 1,
  'workflow timeout': 2,
} as const;

function compare(left: TimedEvent, right: TimedEvent): number {
  return (
    left.atMs - right.atMs ||
    ranks[left.kind] - ranks[right.kind] ||
    ownerNumber(left) - ownerNumber(right) ||
    callNumber(left) - callNumber(right)
  );
}

function ownerNumber(event: TimedEvent): number {
  return event.kind === 'workflow timeout' ? event.run.number : event.thread.id;
}

function callNumber(event: TimedEvent): number {
  return event.kind === 'reply' ? event.call.id : 0;
}

/** Whether anybody still waits for an event. */
function isPending(event: TimedEvent): boolean {
  switch (event.kind) {
    case 'reply':
      return event.thread.invocation?.calls.includes(event.call) ?? false;
    case 'next attempt': {
      const { state } = event.thread;
      return state.kind === 'retry' && state.untilMs === event.atMs;
    }
    case 'attempt timeout': {
      const { state, stepRun } = event.thread;
      return state.kind === 'agents' && stepRun?.deadlineMs === event.atMs;
    }
    case 'workflow timeout':
      return event.run.status === 'running' && event.run.deadlineMs === event.atMs;
  }
}
