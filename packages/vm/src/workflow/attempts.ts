import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import type { Thread } from '../machine/thread.js';
import { Duration, type Entity } from '../values/value.js';
import { cancelInvocation } from './invocation.js';
import type { StepRun } from './step-run.js';
import { settleStep } from './turns.js';

/** Begins an attempt of a step: it is counted, and the step's timeout runs. */
export function beginAttempt({ nowMs }: HelixVM, run: StepRun): void {
  run.attempts++;
  const timeout = run.step.properties.get('timeout');
  run.deadlineMs = timeout instanceof Duration ? nowMs + timeout.milliseconds : undefined;
}

/**
 * Ends the present attempt of a thread's step: the step waits for the next one, or has failed.
 *
 * @throws Fault where the thread works on no attempt; nothing could be tried again
 */
export function failAttempt(vm: HelixVM, thread: Thread, message: string): void {
  const index = thread.callStack.findLastIndex(({ attempt }) => attempt !== undefined);
  const frame = thread.callStack[index];
  const run = frame?.stepRun;
  if (frame === undefined || run === undefined) {
    cancelInvocation(vm, thread);
    throw new Fault('ResourceNotFound', message);
  }
  unwind(vm, thread, index);
  const { attemptsMax, delayMs } = retryOf(vm, thread, run);
  if (run.attempts >= attemptsMax) return failStep(vm, thread, run, message);
  thread.registers.programCounter = frame.callAddress;
  const untilMs = vm.nowMs + delayMs;
  thread.state = { kind: 'retry', untilMs };
  vm.timetable.add({ kind: 'next attempt', atMs: untilMs, thread });
  run.retry(message);
}

/** Ends a thread's step for good. */
export function failStep(vm: HelixVM, thread: Thread, run: StepRun, message: string): void {
  const index = thread.callStack.findLastIndex(
    ({ workflowRun, stepRun }) => workflowRun && stepRun === run,
  );
  const frame = thread.callStack[index];
  if (frame === undefined) throw new Fault('ResourceNotFound', message);
  run.end('failed', vm.nowMs, message);
  if (index === 0) {
    cancelInvocation(vm, thread);
    settleStep(vm, thread, frame);
    return;
  }
  unwind(vm, thread, index);
  thread.push(null);
  thread.useFrame();
  thread.registers.programCounter = frame.returnAddress;
  vm.scheduler.wake(thread);
}

/** Drops a frame and all that are inside of it. */
function unwind(vm: HelixVM, thread: Thread, index: number): void {
  const frame = thread.callStack[index];
  cancelInvocation(vm, thread);
  thread.callStack.length = index;
  thread.stack.cutTo(frame?.framePointer ?? 0);
  if (index > 0) thread.useFrame();
}

interface Retry {
  readonly attemptsMax: number;
  /** Until the next attempt. */
  readonly delayMs: number;
}

/** The step's own policy, else that of its workflow, else a single attempt. */
function retryOf({ declarations }: HelixVM, thread: Thread, { step, attempts }: StepRun): Retry {
  const workflow = thread.workflowRun?.workflow ?? declarations.get(step.owner ?? 0);
  const policy = policyOf(step) ?? (workflow && policyOf(workflow));
  const attemptsMax = policy?.get('max_attempts');
  const delay = policy?.get('delay');
  const delayMs = delay instanceof Duration ? delay.milliseconds : 0;
  return {
    attemptsMax: typeof attemptsMax === 'number' ? attemptsMax : 1,
    delayMs: delayMs === 0 ? 0 : delayMs * factor(policy?.get('backoff'), attempts),
  };
}

function policyOf({ properties }: Entity) {
  const policy = properties.get('retry');
  return policy instanceof Map ? policy : undefined;
}

/** More would be no time that a machine can count. */
const doublingsMax = 50;

/** By how much the delay behind the nth attempt is longer than the first. */
function factor(backoff: unknown, attempts: number): number {
  if (backoff === 'linear') return attempts;
  return backoff === 'exponential' ? 2 ** Math.min(attempts - 1, doublingsMax) : 1;
}
