import type { JournalOptions } from '../journal/journal.js';
import type { Kept } from '../journal/snapshot.js';
import type { OpenMemory } from '../memories/memory-store.js';
import type { ObjectValue } from '../values/value.js';
import type { AgentCall } from '../workflow/invocation.js';
import type { StepRun } from '../workflow/step-run.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';
import type { AgentHost, AgentReply } from './agent-host.js';
import type { Clock } from './clock.js';
import type { ReferenceResolver } from './host.js';
import type { RuntimeError } from './runtime-error.js';
import type { Thread } from './thread.js';
import type { VMConfig } from './vm-config.js';

export interface VMOptions {
  readonly config?: Partial<VMConfig>;
  readonly resolver?: ReferenceResolver;
  /**
   * Opens the store that a `memory` block names; by default memories last as long as the run.
   * Whoever gives it calls `memories.save()` when the run is over.
   */
  readonly openMemory?: OpenMemory;
  /** The context whose variables `${name}` means; by default the only one there is. */
  readonly activeContext?: string;
  /** What a missing reference does: go on with null (the default), or stop in Error. */
  readonly onRecoverableError?: 'continue' | 'stop';
  /** The workflows to run behind the declarations, by name; `*` means all. None by default. */
  readonly workflows?: readonly string[] | '*';
  /** What their expressions find under `input`. */
  readonly input?: ObjectValue;
  /** Who answers when an agent is invoked; nobody by default. */
  readonly agents?: AgentHost;
  /** Real time, which agents that answer in it need. */
  readonly clock?: Clock;
  /** The machine time at which the run ends with an ExecutionTimeout. */
  readonly timeoutMs?: number;
  /** Keeps the past, so that one can go back in it; not kept by default. */
  readonly journal?: Partial<JournalOptions>;
  /**
   * How many instructions of a function are executed one by one before it is translated to
   * JavaScript, which does the same faster; Infinity: never.
   */
  readonly hotAfter?: number;
  /** What goes back in time together with the machine. */
  readonly alongside?: Kept;
  readonly events?: VMEvents;
  /** Told of what happens once more, in a past that is lived through again. */
  readonly eventsAgain?: VMEvents;
}

export interface VMEvents {
  /** Something a person should know, which does not stop the program. */
  warning?(message: string, address: number): void;
  /** An error the machine recovered from: the instruction has gone on with null. */
  recovered?(error: RuntimeError): void;
  /** A `Debug` instruction was executed. */
  debug?(text: string, address: number): void;
  thread?(thread: Thread, change: 'started' | 'exited'): void;
  /** A step has begun, ended or been skipped, or waits for its next attempt. */
  step?(run: StepRun): void;
  /** A workflow has ended. */
  workflow?(run: WorkflowRun): void;
  /** An agent is asked, or with a reply: has answered. */
  call?(thread: Thread, call: AgentCall, reply?: AgentReply): void;
  /** A piece of a reply that is still being written. */
  text?(thread: Thread, call: AgentCall, piece: string): void;
}

export interface RunOptions {
  /** How many instructions to execute at most; the machine is still Running afterwards. */
  readonly maxInstructions?: number;
  /** Execute the first instruction without asking its breakpoint: one resumes from there. */
  readonly resume?: boolean;
  /** Asked before every instruction but the first of a resume; true pauses the machine there. */
  readonly stopBefore?: () => boolean;
  /** Called before every instruction that executes. */
  readonly trace?: (address: number) => void;
}

/**
 * Why `run` came back. `waiting`: for agents or for real time; run again once `untilReady` has
 * settled. `stuck`: the thread that is to run alone has ended, or waits for others.
 */
export type RunOutcome =
  | 'halted'
  | 'error'
  | 'breakpoint'
  | 'stopped'
  | 'budget'
  | 'waiting'
  | 'stuck';
