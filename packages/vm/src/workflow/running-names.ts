import type { HelixVM } from '../machine/helix-vm.js';
import type { Thread } from '../machine/thread.js';
import { Duration, type ObjectValue, type Value } from '../values/value.js';
import type { StepRun } from './step-run.js';

const stepPrefix = 'steps.';

/**
 * What a name means while a workflow runs: `input`, `steps` and `steps.NAME`, `workflow`, `step`,
 * `attempt`, `agents`. Undefined for any other name, and for those that mean nothing here.
 */
export function runningName(
  vm: HelixVM,
  name: string,
  thread: Thread = vm.scheduler.current,
): Value | undefined {
  const run = thread.workflowRun;
  if (name === 'agents') return agents(vm);
  if (run === undefined) return undefined;
  if (name.startsWith(stepPrefix)) {
    const step = run.steps.get(name.slice(stepPrefix.length));
    return step && stepRecord(vm, step);
  }
  switch (name) {
    case 'input':
      return run.input;
    case 'steps':
      return new Map([...run.steps].map(([key, step]) => [key, stepRecord(vm, step)]));
    case 'workflow':
      return run.workflow.name;
    case 'step':
      return thread.stepRun?.step.name;
    case 'attempt':
      return thread.stepRun?.attempts;
    default:
      return undefined;
  }
}

/** How a step fares, as expressions see it. */
function stepRecord(vm: HelixVM, run: StepRun): ObjectValue {
  return new Map<string, Value>([
    ['output', run.output],
    ['status', run.status],
    ['failed', run.status === 'failed'],
    ['attempts', run.attempts],
    ['duration', Duration.ofMilliseconds(run.durationMs(vm.nowMs), 'Seconds')],
    ['error', run.error ?? null],
  ]);
}

function agents({ declarations }: HelixVM): ObjectValue {
  return new Map(declarations.ofKind('agent').map((agent) => [agent.name, agent]));
}
