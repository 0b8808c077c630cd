import type { Module } from '@mso/bytecode';
import {
  type AgentHost,
  HelixVM,
  type OpenMemory,
  type StepRun,
  type VMEvents,
  type VMOptions,
} from '@mso/vm';
import { Evaluator } from './evaluation/evaluator.js';
import {
  type ExceptionFilter,
  type SessionException,
  stepException,
} from './exceptions/exception-stops.js';
import { RememberingHost } from './reload/remembering-host.js';
import { Moments } from './travel/moments.js';

/** A machine with what a session keeps for it. */
export interface DebuggedMachine {
  readonly vm: HelixVM;
  readonly evaluator: Evaluator;
  /** Remembers what agents have answered; absent where there are none. */
  readonly host: RememberingHost | undefined;
  /** What has happened in it. */
  readonly moments: Moments;
  /** Whether what it tells is news: a machine that only catches up with another has none. */
  isHeard: boolean;
}

/** Who is told what a machine tells. */
export interface MachineListener extends Pick<VMEvents, 'warning' | 'debug' | 'thread' | 'step'> {
  failed(filter: ExceptionFilter, exception: SessionException): void;
}

/** Makes a machine before its first instruction, which nobody hears yet. */
export function makeMachine(
  module: Module,
  options: Omit<VMOptions, 'events'>,
  host: RememberingHost | undefined,
  listener: MachineListener,
): DebuggedMachine {
  const whenHeard =
    <Given extends unknown[]>(tell: ((...given: Given) => void) | undefined) =>
    (...given: Given): void => {
      if (machine.isHeard) tell?.(...given);
    };
  const failed = whenHeard(listener.failed);
  const stepChanged = whenHeard(listener.step);
  const moments = new Moments();
  const noteFailure = (run: StepRun): void => {
    const problem = stepException(vm, run);
    if (problem) failed(problem.filter, problem.exception);
  };
  const vm = new HelixVM(module, {
    ...options,
    ...(host && { agents: host }),
    events: {
      warning: whenHeard(listener.warning),
      debug: whenHeard(listener.debug),
      thread: whenHeard(listener.thread),
      recovered: (error) => failed('recovered', error),
      step: (run: StepRun) => {
        moments.noteStep(vm, run);
        stepChanged(run);
        noteFailure(run);
      },
      ...moments.events(() => vm),
    },
    eventsAgain: {
      step: (run) => {
        if (!vm.journal?.isSeeking) noteFailure(run);
      },
    },
  });
  const machine: DebuggedMachine = {
    ...{ vm, host, moments, isHeard: false },
    evaluator: new Evaluator(vm),
  };
  return machine;
}

/**
 * Opens each memory once, so that a machine with a changed program goes on with what the one
 * before it has open.
 */
export function openingOnce(open: OpenMemory | undefined): OpenMemory | undefined {
  const opened = new Map<string, ReturnType<OpenMemory>>();
  return (
    open &&
    ((settings) => {
      const key = JSON.stringify(settings);
      const known = opened.get(key) ?? open(settings);
      opened.set(key, known);
      return known;
    })
  );
}

/** The agents of a run, whose answers are remembered. */
export function remembering(agents: AgentHost | undefined): RememberingHost | undefined {
  return agents && new RememberingHost(agents);
}
