import { failAttempt, failStep } from '../workflow/attempts.js';
import { takeReply } from '../workflow/invoke.js';
import { timeOutWorkflow } from '../workflow/turns.js';
import type { HelixVM } from './helix-vm.js';
import { Fault } from './runtime-error.js';
import type { Thread } from './thread.js';

/** Something that happens at a certain machine time. */
interface TimedEvent {
  readonly atMs: number;
  readonly happen: () => void;
}

/**
 * Chooses the thread whose turn it is. Where none is ready, time passes until one is: virtual time
 * goes to the next event at once, real time has to be waited for.
 *
 * `waiting`: nothing can go on before a reply has come or real time has passed.
 *
 * @throws Fault where nothing will ever go on, or the run has taken too long
 */
export function chooseThread(vm: HelixVM): 'ready' | 'waiting' {
  const { scheduler, calls } = vm;
  for (;;) {
    if (calls.time === 'real') happenDue(vm);
    if (scheduler.chooseNext()) return 'ready';
    const event = nextEvent(vm);
    if (calls.time === 'real' || calls.unanswered.size > 0) {
      if (event !== undefined || calls.unanswered.size > 0) return 'waiting';
    }
    if (event === undefined) throw new Fault('InvalidInstruction', deadlock(vm));
    vm.nowMs = Math.max(vm.nowMs, event.atMs);
    event.happen();
  }
}

/** The machine time of the next event that is known, or undefined. */
export function nextEventMs(vm: HelixVM): number | undefined {
  return nextEvent(vm)?.atMs;
}

/** Lets all happen whose time has come, in its order. */
function happenDue(vm: HelixVM): void {
  vm.nowMs = Math.max(vm.nowMs, vm.realTimeMs);
  for (let event = nextEvent(vm); event && event.atMs <= vm.nowMs; event = nextEvent(vm)) {
    event.happen();
  }
}

/**
 * The earliest event; of several at one time, replies count before timeouts, and earlier threads
 * before later ones.
 */
function nextEvent(vm: HelixVM): TimedEvent | undefined {
  let first: TimedEvent | undefined;
  const offer = (atMs: number | undefined, happen: () => void): void => {
    if (atMs !== undefined && (first === undefined || atMs < first.atMs)) first = { atMs, happen };
  };
  const { threads } = vm.scheduler;
  for (const thread of threads) offerReplies(vm, thread, offer);
  for (const thread of threads) offerWaking(vm, thread, offer);
  for (const run of vm.workflowRuns) {
    if (run.status !== 'running') continue;
    offer(run.deadlineMs, () =>
      timeOutWorkflow(vm, run, (thread, step, message) => failStep(vm, thread, step, message)),
    );
  }
  offer(vm.timeoutMs, () => {
    throw new Fault('ExecutionTimeout', `Execution timeout after ${vm.timeoutMs} ms`);
  });
  return first;
}

type Offer = (atMs: number | undefined, happen: () => void) => void;

function offerReplies(vm: HelixVM, thread: Thread, offer: Offer): void {
  for (const call of thread.invocation?.calls ?? []) {
    const { reply } = call;
    if (reply) offer(call.dueMs, () => takeReply(vm, thread, call, reply));
  }
}

function offerWaking(vm: HelixVM, thread: Thread, offer: Offer): void {
  const { state } = thread;
  if (state.kind === 'retry') {
    offer(state.untilMs, () => {
      thread.state = { kind: 'ready' };
    });
  } else if (state.kind === 'agents') {
    const run = thread.stepRun;
    offer(run?.deadlineMs, () =>
      failAttempt(vm, thread, `it took longer than ${String(run?.step.properties.get('timeout'))}`),
    );
  }
}

/** Who waits for what, where nobody can go on. */
function deadlock(vm: HelixVM): string {
  const waiting = vm.scheduler.threads.map(
    ({ name, state }) => `thread ${JSON.stringify(name)} waits for ${state.kind}`,
  );
  return `Deadlock: ${waiting.join(', ')}`;
}
