import type { Module } from '@mso/bytecode';
import type { ExpressionValue } from '@mso/language';
import { HelixVM, type RunOutcome, type RuntimeError, type Thread, type VMOptions } from '@mso/vm';
import { type BreakpointHit, Breakpoints } from './breakpoints/breakpoints.js';
import type { SourceBreakpoint } from './breakpoints/source-breakpoint.js';
import { assign } from './evaluation/assign.js';
import { Evaluator } from './evaluation/evaluator.js';
import { type Granularity, planStep, type StepKind, type StepPlan } from './stepping/step-plan.js';
import { type Frame, frameAt } from './views/frames.js';
import { type ScopeView, scopesOf } from './views/scopes.js';

export type StopReason = 'entry' | 'breakpoint' | 'step' | 'pause' | 'exception';

export interface Stop {
  readonly reason: StopReason;
  /** Ids of the breakpoints that hold here. */
  readonly breakpoints: readonly number[];
  /** More than the reason says: a condition that failed, an error's message. */
  readonly text?: string;
}

/** How a program ended: `exitCode` is 0, or 1 where it failed. */
export interface Ending {
  readonly exitCode: 0 | 1;
  readonly error?: RuntimeError;
}

export interface SessionEvents {
  stopped(stop: Stop): void;
  ended(ending: Ending): void;
  /** A warning of the machine, or a log point's message; `address` is where. */
  output(kind: 'warning' | 'log', text: string, address: number): void;
  breakpointChanged(breakpoint: SourceBreakpoint): void;
  threadChanged?(thread: ThreadView, change: 'started' | 'exited'): void;
}

/** A thread as it is listed: 1 is `main`, others carry their step's name. */
export interface ThreadView {
  readonly id: number;
  readonly name: string;
}

export type ExceptionFilter = 'error' | 'recovered';

export interface SessionOptions {
  readonly events: SessionEvents;
  /** Runs a function soon, and lets requests that wait be served before. */
  readonly schedule: (slice: () => void) => void;
  /** One path for all names of a file; by default a path is its only name. */
  readonly canonicalPath?: (path: string) => string;
}

export interface StartOptions {
  readonly module: Module;
  readonly vm: Omit<VMOptions, 'events'>;
  readonly stopOnEntry: boolean;
  /** Run to the end whatever breakpoints there are. */
  readonly noDebug: boolean;
}

/** Instructions between two looks at what else is to be done: a few milliseconds at most. */
const instructionsPerSlice = 20_000;

/**
 * A debug session: one machine at a time, watched and steered.
 *
 * It knows nothing of any protocol. The machine runs in slices, so that pausing, breakpoints and
 * ending are possible at any time. Breakpoints and filters outlive the machine, for a restart.
 */
export class DebugSession {
  readonly breakpoints: Breakpoints;
  /** Which runtime errors stop the program for inspection. */
  exceptionFilters: ReadonlySet<ExceptionFilter> = new Set(['error']);

  private machine: { readonly vm: HelixVM; readonly evaluator: Evaluator } | undefined;
  private start: StartOptions | undefined;
  private running = false;
  private ended = false;
  /** The error that the present stop is about. */
  private stoppedFor: RuntimeError | undefined;
  private recoveredError: RuntimeError | undefined;
  private pauseWanted = false;
  /** The machine waits for agents or for time. */
  private isWaiting = false;
  /** Counts resumes, so that a slice of an earlier one knows that it is too late. */
  private generation = 0;

  constructor(private readonly options: SessionOptions) {
    const { events } = options;
    this.breakpoints = new Breakpoints(
      {
        log: (text, { location }) => events.output('log', text, location.address),
        changed: (breakpoint) => events.breakpointChanged(breakpoint),
      },
      options.canonicalPath,
    );
  }

  /** Makes a machine for a program and binds the breakpoints to it; nothing runs yet. */
  load(start: StartOptions): void {
    this.generation++;
    this.start = start;
    this.running = false;
    this.ended = false;
    this.stoppedFor = undefined;
    this.recoveredError = undefined;
    this.pauseWanted = false;
    this.isWaiting = false;
    this.machine?.vm.abandon();
    const vm = new HelixVM(start.module, {
      ...start.vm,
      events: {
        warning: (message, address) => this.options.events.output('warning', message, address),
        recovered: (error) => {
          if (this.stopsAt('recovered')) this.recoveredError = error;
        },
        debug: (text, address) => this.options.events.output('log', text, address),
        thread: (thread, change) => this.options.events.threadChanged?.(thread, change),
      },
    });
    vm.debugMode = !start.noDebug;
    this.machine = { vm, evaluator: new Evaluator(vm) };
    this.breakpoints.bind(this.machine.evaluator);
  }

  /** Starts the loaded program: at a stop before its first instruction, or running. */
  begin(): void {
    if (this.start?.stopOnEntry && !this.start.noDebug) {
      this.options.events.stopped({ reason: 'entry', breakpoints: [] });
    } else {
      this.resume({ reason: 'pause', first: false });
    }
  }

  get vm(): HelixVM {
    if (this.machine === undefined) throw new Error('no program is loaded');
    return this.machine.vm;
  }

  get isLoaded(): boolean {
    return this.machine !== undefined;
  }

  get isRunning(): boolean {
    return this.running;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /** The error the program is stopped at, if that is why it stopped. */
  get exception(): RuntimeError | undefined {
    return this.running ? undefined : this.stoppedFor;
  }

  continue(): void {
    this.resume({ reason: 'pause', first: true });
  }

  /** Steps in a thread, by default the current one; the others run on meanwhile. */
  step(kind: StepKind, granularity: Granularity = 'statement', threadId?: number): void {
    const thread = threadId === undefined ? undefined : this.threadOf(threadId);
    const plan = planStep(this.vm, kind, granularity, thread);
    this.resume({ reason: 'step', first: true, plan });
  }

  /** Stops the machine before its next instruction; nothing happens when it is stopped already. */
  pause(): void {
    if (!this.running) return;
    if (!this.isWaiting) {
      this.pauseWanted = true;
      return;
    }
    this.generation++;
    this.isWaiting = false;
    this.vm.pauseWaiting();
    this.stopWith({ reason: 'pause', breakpoints: [] });
  }

  /** Ends the session for good: not one instruction more is executed. */
  stop(): void {
    this.generation++;
    this.running = false;
    this.ended = true;
    this.machine?.vm.abandon();
  }

  /** Those that have not ended, in the order of their creation. */
  get threads(): readonly ThreadView[] {
    return this.vm.scheduler.threads.filter(({ state }) => state.kind !== 'ended');
  }

  /** The thread that the machine is at; one that goes on where that one has just ended. */
  get currentThread(): number {
    const { current } = this.vm.scheduler;
    const [first = current] = this.threads;
    return current.state.kind === 'ended' ? first.id : current.id;
  }

  /** How many frames a thread has, by default the current one; none where there is no such. */
  frameCount(threadId = this.currentThread): number {
    return this.threadOf(threadId)?.callStack.length ?? 0;
  }

  /** A frame by its depth, in the current thread by default. */
  frame(depth: number, threadId = this.currentThread): Frame | undefined {
    const thread = this.threadOf(threadId);
    return thread && frameAt(this.vm, depth, thread);
  }

  private threadOf(id: number): Thread | undefined {
    return this.vm.scheduler.threads.find((thread) => thread.id === id);
  }

  scopes(frame: Frame): ScopeView[] {
    return scopesOf(this.vm, frame);
  }

  /** The value of an expression. Nothing changes. @throws ExpressionProblem */
  evaluate(text: string, frame: Frame): ExpressionValue {
    return this.evaluator.evaluateText(text, frame);
  }

  /** Sets what an expression names. @throws ExpressionProblem */
  assign(target: string, value: string, frame: Frame): void {
    assign(this.evaluator, frame, target, value);
  }

  private get evaluator(): Evaluator {
    if (this.machine === undefined) throw new Error('no program is loaded');
    return this.machine.evaluator;
  }

  /** Runs on from a stop; `first` says that the machine stands at a place it was stopped at. */
  private resume(run: { reason: 'step' | 'pause'; first: boolean; plan?: StepPlan }): void {
    if (this.running || this.ended) return;
    const failed = this.vm.error;
    if (failed) {
      this.end({ exitCode: 1, error: failed });
      return;
    }
    this.running = true;
    this.stoppedFor = undefined;
    const generation = ++this.generation;
    const { plan } = run;
    const stopBefore = (): boolean =>
      generation !== this.generation ||
      this.pauseWanted ||
      this.recoveredError !== undefined ||
      (plan?.() ?? false);
    const slice = (resume: boolean): void => {
      if (generation !== this.generation) return;
      const outcome = this.vm.run({ resume, stopBefore, maxInstructions: instructionsPerSlice });
      // What the run reported may have ended the session, or begun another one.
      if (generation === this.generation) this.handle(outcome, run.reason, () => slice(false));
    };
    this.options.schedule(() => slice(run.first));
  }

  private stopsAt(filter: ExceptionFilter): boolean {
    return !this.start?.noDebug && this.exceptionFilters.has(filter);
  }

  private handle(outcome: RunOutcome, reason: 'step' | 'pause', goOn: () => void): void {
    switch (outcome) {
      case 'budget':
        this.options.schedule(goOn);
        return;
      case 'waiting':
        this.goOnWhenReady(goOn);
        return;
      case 'breakpoint': {
        const stop = breakpointStop(this.breakpoints.hit);
        this.stopWith({ ...stop, ...this.recoveredStop(stop.breakpoints) });
        return;
      }
      case 'stopped':
        this.stopWith(
          this.recoveredStop([]) ?? { reason: this.pauseReason(reason), breakpoints: [] },
        );
        return;
      case 'halted':
        this.end({ exitCode: 0 });
        return;
      case 'error':
        this.handleError();
        return;
    }
  }

  /** Nothing runs until an agent has answered or some time has passed. */
  private goOnWhenReady(goOn: () => void): void {
    const { generation } = this;
    this.isWaiting = true;
    if (this.pauseWanted) {
      this.pauseWanted = false;
      this.pause();
      return;
    }
    this.vm.untilReady().then(() => {
      if (generation !== this.generation) return;
      this.isWaiting = false;
      goOn();
    });
  }

  private pauseReason(reason: StopReason): StopReason {
    return this.pauseWanted ? 'pause' : reason;
  }

  private recoveredStop(breakpoints: readonly number[]): Stop | undefined {
    const error = this.recoveredError;
    this.recoveredError = undefined;
    if (error === undefined) return undefined;
    this.stoppedFor = error;
    return { reason: 'exception', breakpoints, text: error.message };
  }

  private handleError(): void {
    const { error } = this.vm;
    if (error === undefined || !this.stopsAt('error')) {
      this.end({ exitCode: 1, ...(error && { error }) });
      return;
    }
    this.stoppedFor = error;
    this.stopWith({ reason: 'exception', breakpoints: [], text: error.message });
  }

  private stopWith(stop: Stop): void {
    this.running = false;
    this.pauseWanted = false;
    this.options.events.stopped(stop);
  }

  private end(ending: Ending): void {
    this.running = false;
    this.ended = true;
    this.options.events.ended(ending);
  }
}

function breakpointStop(hit: BreakpointHit | undefined): Stop {
  return {
    reason: 'breakpoint',
    breakpoints: hit?.ids ?? [],
    ...(hit?.problem !== undefined && { text: hit.problem }),
  };
}
