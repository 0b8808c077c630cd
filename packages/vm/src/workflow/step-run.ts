import type { Kept, Snapshot } from '../journal/snapshot.js';
import type { Entity, Value } from '../values/value.js';

export type StepStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped';

/** How a step has fared so far in one run of its workflow; times are machine time. */
export class StepRun implements Kept {
  status: StepStatus = 'pending';
  /** How many attempts have begun. */
  attempts = 0;
  startedMs: number | undefined;
  endedMs: number | undefined;
  output: Value = null;
  /** Why it failed or was skipped; of a step that goes on, why its last attempt failed. */
  error: string | undefined;
  agentCalls = 0;
  inputTokens = 0;
  outputTokens = 0;
  /** When the present attempt fails. */
  deadlineMs: number | undefined;

  constructor(
    readonly step: Entity,
    /** Its node in the graph of the workflow. */
    readonly index: number,
    /** The address of its code; absent where there is none to run. */
    readonly entry: number | undefined,
    /** Told whenever its status or its attempt has changed. */
    private readonly changed: (run: StepRun) => void,
  ) {}

  start(nowMs: number): void {
    this.status = 'running';
    this.startedMs = nowMs;
    this.changed(this);
  }

  /** Says that an attempt has failed and another one follows. */
  retry(error: string): void {
    this.error = error;
    this.deadlineMs = undefined;
    this.changed(this);
  }

  end(status: 'completed' | 'failed', nowMs: number, error?: string): void {
    this.status = status;
    this.endedMs = nowMs;
    this.deadlineMs = undefined;
    this.error = error;
    this.changed(this);
  }

  skip(reason: string, nowMs: number): void {
    this.status = 'skipped';
    this.startedMs ??= nowMs;
    this.endedMs = nowMs;
    this.deadlineMs = undefined;
    this.error = reason;
    this.changed(this);
  }

  keep(snapshot: Snapshot): void {
    const { status, attempts, startedMs, endedMs, output, error, deadlineMs } = this;
    const { agentCalls, inputTokens, outputTokens } = this;
    snapshot.fields(10, () => {
      Object.assign(this, { status, attempts, startedMs, endedMs, output, error, deadlineMs });
      Object.assign(this, { agentCalls, inputTokens, outputTokens });
    });
    snapshot.value(output);
  }

  /** How long it has taken, up to now where it goes on; 0 where it has not begun. */
  durationMs(nowMs: number): number {
    return this.startedMs === undefined ? 0 : (this.endedMs ?? nowMs) - this.startedMs;
  }
}
