import type { Module } from '@mso/bytecode';
import type { ExpressionValue } from '@mso/language';
import {
  HelixVM,
  type Journal,
  type RunOutcome,
  type RuntimeError,
  type SearchOptions,
  type Thread,
  type VMEvents,
  type VMOptions,
} from '@mso/vm';
import { type BreakpointHit, Breakpoints } from './breakpoints/breakpoints.js';
import type { SourceBreakpoint } from './breakpoints/source-breakpoint.js';
import { assign } from './evaluation/assign.js';
import { Evaluator, parse } from './evaluation/evaluator.js';
import { type Granularity, planStep, type StepKind, type StepPlan } from './stepping/step-plan.js';
import { watchWrite } from './travel/last-write.js';
import { type Moment, Moments } from './travel/moments.js';
import { watchStepBack } from './travel/step-back.js';
import { type Frame, frameAt } from './views/frames.js';
import { type ScopeView, scopesOf } from './views/scopes.js';

export type StopReason = 'entry' | 'breakpoint' | 'step' | 'pause' | 'exception' | 'goto' | 'end';

export interface Stop {
  readonly reason: StopReason;
  /** Ids of the breakpoints that hold here. */
  readonly breakpoints: readonly number[];
  /** More than the reason says: a condition that failed, an error's message. */
  readonly text?: string;
  /** The past is not kept any further back. */
  readonly isEarliest?: boolean;
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
  /** Stop once more when the program has ended, to look at it and to go back. */
  readonly stopOnExit?: boolean;
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

  private readonly happened = new Moments();
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
    this.happened.clear();
    this.machine?.vm.abandon();
    const vm: HelixVM = new HelixVM(start.module, {
      ...start.vm,
      alongside: this.breakpoints,
      events: {
        warning: (message, address) => this.options.events.output('warning', message, address),
        recovered: (error) => {
          if (!this.stopsAt('recovered')) return;
          this.recoveredError = error;
          vm.pauseSoon();
        },
        debug: (text, address) => this.options.events.output('log', text, address),
        thread: (thread, change) => this.options.events.threadChanged?.(thread, change),
        ...this.noteMoments(),
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

  /** The past of the program, where it is kept. */
  get journal(): Journal | undefined {
    return this.vm.journal;
  }

  /** What has happened, in its order, as far back as one can go. */
  get moments(): readonly Moment[] {
    return this.happened.from(this.journal?.start ?? 0);
  }

  /** Steps back in a thread, by default the current one; nobody is asked anything again. */
  stepBack(kind: StepKind, granularity: Granularity = 'statement', threadId?: number): void {
    const thread = threadId === undefined ? undefined : this.threadOf(threadId);
    // At the end nothing is left to stay outside of: what came last is what one wants to see.
    const isAtEnd = !this.vm.isUnderWay && this.vm.error === undefined;
    const from = thread ?? this.vm.scheduler.current;
    const watch = watchStepBack(this.vm, isAtEnd ? 'in' : kind, granularity, from);
    this.goBack('step', { watch, breakpoints: true });
  }

  /** Runs backwards to the last place where a breakpoint holds. */
  reverseContinue(): void {
    this.goBack('pause', { breakpoints: true });
  }

  /**
   * Goes back to the instruction that last wrote the value of an expression, before it does.
   *
   * @throws ExpressionProblem
   */
  goToLastWrite(text: string, frame: Frame): void {
    this.goBack('goto', { watch: watchWrite(this.evaluator, parse(text), frame) }, -1);
  }

  /** Goes to a moment, earlier or later: the one before the instruction of that number. */
  goTo(position: number): void {
    if (this.running || this.ended) return;
    this.generation++;
    this.arrive(position, { reason: 'goto', breakpoints: [] });
  }

  /** Stops the machine before its next instruction; nothing happens when it is stopped already. */
  pause(): void {
    if (!this.running) return;
    if (this.isWaiting) this.pauseWaiting();
    else this.pauseWanted = true;
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

  /**
   * Sets what an expression names; in the past, what came after has not happened.
   *
   * @returns whether that was in the past
   * @throws ExpressionProblem
   */
  assign(target: string, value: string, frame: Frame): boolean {
    assign(this.evaluator, frame, target, value);
    const wasInPast = this.vm.journal?.noteChange() ?? false;
    if (wasInPast) this.happened.forgetAfter(this.vm.executedInstructions);
    return wasInPast;
  }

  private get evaluator(): Evaluator {
    if (this.machine === undefined) throw new Error('no program is loaded');
    return this.machine.evaluator;
  }

  /** Runs on from a stop; `first` says that the machine stands at a place it was stopped at. */
  private resume(run: { reason: 'step' | 'pause'; first: boolean; plan?: StepPlan }): void {
    if (this.running || this.ended) return;
    if (!this.vm.isUnderWay) {
      const { error } = this.vm;
      this.end({ exitCode: error ? 1 : 0, ...(error && { error }) });
      return;
    }
    this.running = true;
    this.stoppedFor = undefined;
    const generation = ++this.generation;
    const { plan } = run;
    const slice = (resume: boolean): void => {
      if (generation !== this.generation) return;
      const outcome = this.vm.run({
        ...{ resume, maxInstructions: instructionsPerSlice },
        ...(this.pauseWanted ? { stopBefore: () => true } : plan && { stopBefore: plan }),
      });
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
          this.recoveredStop([]) ?? {
            reason: this.pauseWanted ? 'pause' : reason,
            breakpoints: [],
          },
        );
        return;
      case 'halted':
        if (this.start?.stopOnExit && !this.start.noDebug) {
          this.stopWith({ reason: 'end', breakpoints: [] });
        } else this.end({ exitCode: 0 });
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
    if (this.pauseWanted) return this.pauseWaiting();
    this.vm.untilReady().then(() => {
      if (generation !== this.generation) return;
      this.isWaiting = false;
      goOn();
    });
  }

  /** Pauses while nothing runs. */
  private pauseWaiting(): void {
    this.generation++;
    this.isWaiting = false;
    this.vm.pauseWaiting();
    this.stopWith({ reason: 'pause', breakpoints: [] });
  }

  private noteMoments(): Pick<VMEvents, 'step' | 'call' | 'workflow'> {
    return {
      step: ({ step, status, attempts, error }) => {
        const attempt = attempts > 1 ? ` (attempt ${attempts})` : '';
        const why = error === undefined ? '' : `: ${error}`;
        this.noteMoment('step', `${step.name} ${status}${attempt}${why}`);
      },
      call: (_thread, { agent: { name } }, reply) => {
        if (reply === undefined) this.noteMoment('call', `${name} is asked`);
        else if (reply.kind === 'output') this.noteMoment('reply', `${name} answers`);
        else this.noteMoment('reply', `${name} fails: ${reply.message}`);
      },
      workflow: ({ workflow, status }) => this.noteMoment('workflow', `${workflow.name} ${status}`),
    };
  }

  private noteMoment(kind: Moment['kind'], text: string): void {
    const journal = this.machine?.vm.journal;
    if (journal) this.happened.add({ position: journal.position, kind, text });
  }

  /** Looks through the past, from here back, and goes to what is found, or to its beginning. */
  private goBack(
    reason: 'step' | 'pause' | 'goto',
    options: SearchOptions,
    offset: 0 | -1 = 0,
  ): void {
    const { journal } = this.vm;
    if (this.running || this.ended || journal === undefined) return;
    this.running = true;
    const generation = ++this.generation;
    const search = journal.searchBack(options);
    const slice = (): void => {
      if (generation !== this.generation) return;
      search.advance();
      const { found } = search;
      if (found !== undefined && search.isDone) {
        const stop = search.isBreakpoint ? breakpointStop(this.breakpoints.hit) : undefined;
        this.arrive(found + offset, stop ?? { reason, breakpoints: [] });
      } else if (search.isDone) {
        this.arrive(journal.start, { reason, breakpoints: [], isEarliest: true });
      } else if (this.pauseWanted) {
        this.arrive(search.reached, { reason: 'pause', breakpoints: [] });
      } else this.options.schedule(slice);
    };
    this.options.schedule(slice);
  }

  private arrive(position: number, stop: Stop): void {
    this.vm.journal?.seek(position);
    this.stoppedFor = this.vm.error;
    this.recoveredError = undefined;
    this.stopWith(stop);
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
    if (!this.journal?.isInPast) this.noteMoment('stop', stop.reason);
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
