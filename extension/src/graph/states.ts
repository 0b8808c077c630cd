import type { StateOf } from '../bundled/drawing.js';

/** What the adapter answers to `mso/steps`. */
export interface WorkflowStates {
  readonly workflows: readonly {
    readonly name: string;
    readonly steps: readonly {
      readonly name: string;
      readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'skipped';
      readonly attempts: number;
      readonly isHere: boolean;
    }[];
  }[];
}

const statuses = {
  pending: 'waiting',
  running: 'running',
  completed: 'done',
  failed: 'failed',
  skipped: 'skipped',
} as const;

/**
 * What a drawing shows of a run; `isStopped` makes the step that the machine is in a paused one.
 */
export function stateOf({ workflows }: WorkflowStates, isStopped: boolean): StateOf {
  return (workflow, name) => {
    const step = workflows
      .find((each) => each.name === workflow)
      ?.steps.find((each) => each.name === name);
    if (step === undefined) return undefined;
    const status = isStopped && step.isHere ? 'paused' : statuses[step.status];
    return { status, ...(step.attempts > 0 && { attempt: step.attempts }) };
  };
}
