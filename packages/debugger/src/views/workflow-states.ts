import type { HelixVM, StepStatus, WorkflowRun } from '@mso/vm';

/** How a workflow and its steps fare. */
export interface WorkflowState {
  readonly name: string;
  readonly status: WorkflowRun['status'];
  /** In the order of their declaration. */
  readonly steps: readonly StepState[];
}

export interface StepState {
  readonly name: string;
  readonly status: StepStatus;
  readonly attempts: number;
  /** The machine stands in it. */
  readonly isHere: boolean;
}

/** The state of each workflow in its last run, in the order in which they have begun. */
export function workflowStates({ workflowRuns, scheduler }: HelixVM): WorkflowState[] {
  const here = scheduler.current.stepRun;
  const last = new Map(workflowRuns.map((run) => [run.workflow.name, run]));
  return [...last].map(([name, { status, steps }]) => ({
    ...{ name, status },
    steps: [...steps.values()].map((run) => ({
      name: run.step.name,
      status: run.status,
      attempts: run.attempts,
      isHere: run === here,
    })),
  }));
}
