import { toJsonText } from '../config/json.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { detached } from '../values/detached.js';
import type { Value } from '../values/value.js';
import { names } from './flow-graph.js';
import type { StepRun, StepStatus } from './step-run.js';
import type { WorkflowRun } from './workflow-run.js';

/** What became of a workflow and each of its steps; values need no memory. */
export interface WorkflowReport {
  readonly workflow: string;
  readonly status: WorkflowRun['status'];
  readonly output: Value;
  readonly error: string | null;
  /** By name, in the order of their declaration. */
  readonly steps: ReadonlyMap<string, StepReport>;
  readonly stats: WorkflowStats;
  /** The report of the workflow that handled the failure. */
  readonly on_error?: WorkflowReport;
}

export interface StepReport {
  readonly status: StepStatus;
  readonly attempts: number;
  readonly duration_ms: number;
  readonly output: Value;
  readonly error: string | null;
}

export interface WorkflowStats {
  /** Machine time. */
  readonly duration_ms: number;
  readonly agent_calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/** The reports of the workflows that were asked for, as far as they have come. */
export function reportsOf(vm: HelixVM): WorkflowReport[] {
  const handlers = new Map(vm.workflowRuns.map((run) => [run.handles, run]));
  return vm.workflowRuns
    .filter(({ handles }) => handles === undefined)
    .map((run) => reportOf(vm, run, handlers.get(run)));
}

/** Reports as JSON text: of one workflow its report, of several a list. */
export function reportToJson(reports: readonly WorkflowReport[]): string {
  const [first, ...others] = reports;
  return toJsonText(first !== undefined && others.length === 0 ? first : reports);
}

/** The report of a run; its handler is the run that handles its failure. */
export function reportOf(vm: HelixVM, run: WorkflowRun, handler?: WorkflowRun): WorkflowReport {
  const steps = [...run.steps.values()];
  const sum = (of: (step: StepRun) => number): number =>
    steps.reduce((total, step) => total + of(step), 0);
  const failed = steps.find(({ status }) => status === 'failed');
  const hasStopped = run.status === 'running' && vm.error !== undefined;
  const outputs = names(run.workflow.properties.get('outputs'));
  return {
    workflow: run.workflow.name,
    status: hasStopped ? 'failed' : run.status,
    output: run.status === 'completed' ? plain(vm, run.output(outputs)) : null,
    error: run.error ?? errorOf(failed) ?? (hasStopped ? (vm.error?.message ?? null) : null),
    steps: new Map([...run.steps].map(([name, step]) => [name, stepReport(vm, step)])),
    stats: {
      duration_ms: Math.round((run.endedMs ?? vm.nowMs) - run.startedMs),
      agent_calls: sum(({ agentCalls }) => agentCalls),
      input_tokens: sum(({ inputTokens }) => inputTokens),
      output_tokens: sum(({ outputTokens }) => outputTokens),
    },
    ...(handler && { on_error: reportOf(vm, handler) }),
  };
}

function errorOf(failed: StepRun | undefined): string | null {
  if (failed === undefined) return null;
  return `step ${JSON.stringify(failed.step.name)} failed: ${failed.error ?? ''}`;
}

function stepReport(vm: HelixVM, step: StepRun): StepReport {
  const cause = causeIn(vm, step);
  return {
    status: cause === undefined ? step.status : 'failed',
    attempts: step.attempts,
    duration_ms: Math.round(step.durationMs(vm.nowMs)),
    output: plain(vm, step.output),
    error: step.error ?? cause ?? null,
  };
}

/** Why the program has failed in a step, if it has: nobody has ended the step then. */
function causeIn({ error, scheduler }: HelixVM, step: StepRun): string | undefined {
  // A run that has taken too long has failed in no step.
  if (error === undefined || error.kind === 'ExecutionTimeout') return undefined;
  return scheduler.current.stepRun === step ? error.message : undefined;
}

function plain(vm: HelixVM, value: Value): Value {
  return detached(vm.memory, value, vm.vmConfig.maxMemory);
}
