/** How far a step has come in a run. */
export interface StepState {
  readonly status: StepStatus;
  /** The attempt that is under way, or was the last one; from 1. */
  readonly attempt?: number;
}

export const stepStatuses = ['waiting', 'running', 'paused', 'done', 'failed', 'skipped'] as const;

export type StepStatus = (typeof stepStatuses)[number];
