import { failAttempt, failStep } from '../workflow/attempts.js';
import { takeReply } from '../workflow/invoke.js';
import { timeOutWorkflow } from '../workflow/turns.js';
import type { HelixVM } from './helix-vm.js';
import { Fault } from './runtime-error.js';
import type { TimedEvent } from './timetable.js';

/**
 * Chooses the thread whose turn it is. Where none is ready, time passes until one is: virtual time
 * goes to the next event at once, real time has to be waited for.
 *
 * `waiting`: nothing can go on before a reply has come or real time has passed. `stuck`: one thread
 * runs alone, and cannot go on before others do.
 *
 * @throws Fault where nothing will ever go on, or the run has taken too long
 */
export function chooseThread(vm: HelixVM): 'ready' | 'waiting' | 'stuck' {
  const { scheduler, calls, timetable } = vm;
  const isVirtual = calls.time === 'virtual';
  for (;;) {
    const nowMs = calls.look();
    if (!isVirtual) happenDue(vm, nowMs);
    if (scheduler.chooseNext()) return 'ready';
    if (scheduler.isStuck) return 'stuck';
    const isWaiting = calls.areOpen || (!isVirtual && timetable.first !== undefined);
    if (isWaiting) {
      if (calls.isReplaying) continue;
      return 'waiting';
    }
    const event = timetable.first;
    if (event === undefined) throw new Fault('InvalidInstruction', deadlock(vm));
    happenNext(vm, event);
  }
}

/** Nobody looks for another thread before the only one has executed so many instructions. */
const longTurn = 100_000;

/** How many instructions the current thread may execute before another one is looked for. */
export function turnLeft({ scheduler, calls }: HelixVM): number {
  const isAlone = scheduler.isAlone && calls.time === 'virtual' && !calls.areOpen;
  return isAlone ? longTurn : scheduler.quantumLeft;
}

/** The machine time of the next event that is known, or undefined. */
export function nextEventMs({ timetable, timeoutMs }: HelixVM): number | undefined {
  const atMs = timetable.first?.atMs;
  if (atMs === undefined || timeoutMs === undefined) return atMs ?? timeoutMs;
  return Math.min(atMs, timeoutMs);
}

/** Lets all happen whose time has come, in its order. */
function happenDue(vm: HelixVM, nowMs: number): void {
  const { timetable, timeoutMs } = vm;
  vm.nowMs = Math.max(vm.nowMs, nowMs);
  for (let event = timetable.first; event && event.atMs <= vm.nowMs; event = timetable.first) {
    happenNext(vm, event);
  }
  if (timeoutMs !== undefined && timeoutMs <= vm.nowMs) throw executionTimeout(timeoutMs);
}

/** Lets the first event happen, where the run does not end before it. */
function happenNext(vm: HelixVM, event: TimedEvent): void {
  const { timeoutMs } = vm;
  if (timeoutMs !== undefined && timeoutMs < event.atMs) {
    vm.nowMs = Math.max(vm.nowMs, timeoutMs);
    throw executionTimeout(timeoutMs);
  }
  vm.timetable.take();
  vm.nowMs = Math.max(vm.nowMs, event.atMs);
  try {
    happen(vm, event);
  } catch (problem) {
    // The stack trace is that of the thread that it happened to.
    if (event.kind !== 'workflow timeout') vm.scheduler.current = event.thread;
    throw problem;
  }
}

function happen(vm: HelixVM, event: TimedEvent): void {
  switch (event.kind) {
    case 'reply': {
      const { reply } = event.call;
      if (reply) takeReply(vm, event.thread, event.call, reply);
      return;
    }
    case 'next attempt':
      return vm.scheduler.wake(event.thread);
    case 'attempt timeout': {
      const timeout = event.thread.stepRun?.step.properties.get('timeout');
      return failAttempt(vm, event.thread, `it took longer than ${String(timeout)}`);
    }
    case 'workflow timeout':
      return timeOutWorkflow(vm, event.run, (thread, step, message) =>
        failStep(vm, thread, step, message),
      );
  }
}

export function executionTimeout(timeoutMs: number): Fault {
  return new Fault('ExecutionTimeout', `Execution timeout after ${timeoutMs} ms`);
}

/** Who waits for what, where nobody can go on. */
function deadlock({ scheduler }: HelixVM): string {
  const waiting = scheduler.threads.map(
    ({ name, state }) => `thread ${JSON.stringify(name)} waits for ${state.kind}`,
  );
  return `Deadlock: ${waiting.join(', ')}`;
}
