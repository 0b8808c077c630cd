import type { ExpressionValue } from '@mso/language';
import {
  failStep,
  type HelixVM,
  type Journal,
  jumpTo,
  type RunOutcome,
  type Thread,
} from '@mso/vm';
import { breakpointStop } from './breakpoints/breakpoint-stop.js';
import { Breakpoints } from './breakpoints/breakpoints.js';
import { type DebuggedMachine, makeMachine, openingOnce, remembering } from './debugged-machine.js';
import { assign } from './evaluation/assign.js';
import type { Evaluator } from './evaluation/evaluator.js';
import {
  type ExceptionFilter,
  ExceptionStops,
  type SessionException,
} from './exceptions/exception-stops.js';
import type { Listing } from './listing.js';
import { Pace } from './pace.js';
import { catchUp } from './reload/catch-up.js';
import { changedBlocks } from './reload/changes.js';
import { placeOf } from './reload/place.js';
import type { RememberingHost } from './reload/remembering-host.js';
import type { Ending, Reload, SessionOptions, StartOptions, ThreadView } from './session-types.js';
import { instructionsUntilPresent, letRun, stuckStop } from './stepping/run-alone.js';
import { planStepInto, type StepInTarget } from './stepping/step-in-targets.js';
import { type Granularity, planStep, type StepKind, type StepPlan } from './stepping/step-plan.js';
import type { Stop } from './stop.js';
import type { Moment } from './travel/moments.js';
import { TimeTravel, type TravelHost } from './travel/time-travel.js';
import { type Frame, frameAt } from './views/frames.js';
import { type ScopeView, scopesOf } from './views/scopes.js';

/** How the machine goes on. */
interface Resumption {
  /** What a stop is for that nothing else has asked for. */
  readonly reason: 'step' | 'pause';
  /** The machine stands at a place it was stopped at. */
  readonly first: boolean;
  readonly plan?: StepPlan;
  /** The one thread that goes on. */
  readonly alone?: number | undefined;
}

/**
 * A debug session: one machine at a time, watched and steered.
 *
 * It knows nothing of any protocol. The machine runs in slices, so that pausing, breakpoints and
 * ending are possible at any time. Breakpoints and filters outlive the machine, for a restart.
 */
export class DebugSession {
  readonly breakpoints: Breakpoints;
  /** Which errors stop the program for inspection. */
  readonly exceptions = new ExceptionStops();

  /** Going back in time. */
  readonly travel: TimeTravel;
  private machine: DebuggedMachine | undefined;
  private start: StartOptions | undefined;
  private running = false;
  private ended = false;
  /** The error that the present stop is about. */
  private stoppedFor: SessionException | undefined;
  private pauseWanted = false;
  /** The machine is on its way to another moment. */
  private isTravelling = false;
  /** Something of the machine was set by hand. */
  private hasAssigned = false;
  /** The machine waits for agents or for time. */
  private isWaiting = false;
  /** Counts resumes, so that a slice of an earlier one knows that it is too late. */
  private generation = 0;
  private readonly pace = new Pace();

  constructor(private readonly options: SessionOptions) {
    const { events } = options;
    this.breakpoints = new Breakpoints(
      {
        log: (text, { location }) => events.output('log', text, location.address),
        changed: (breakpoint) => events.breakpointChanged(breakpoint),
      },
      options.canonicalPath,
    );
    this.travel = new TimeTravel(this.travelHost());
  }

  /** Makes a machine for a program and binds the breakpoints to it; nothing runs yet. */
  load(start: StartOptions): void {
    this.generation++;
    const openMemory = openingOnce(start.vm.openMemory);
    this.start = { ...start, vm: { ...start.vm, ...(openMemory && { openMemory }) } };
    this.running = false;
    this.isTravelling = false;
    this.ended = false;
    this.stoppedFor = undefined;
    this.exceptions.take();
    this.pauseWanted = false;
    this.isWaiting = false;
    this.endRun();
    this.use(this.makeMachine(this.start, remembering(start.vm.agents)));
  }

  /**
   * Takes over a changed program, where that goes on from where the old one stands: nobody is
   * asked again. Where it cannot be taken over, nothing changes.
   */
  reload({ module, listing }: Pick<StartOptions, 'module' | 'listing'>): Reload {
    const { start, machine } = this;
    if (start === undefined || machine === undefined || this.ended) {
      return { kind: 'refused', reason: 'the program does not run' };
    }
    const old = machine.vm;
    if (!old.isUnderWay) return { kind: 'refused', reason: 'the program is over' };
    if (old.calls.areOpen) return { kind: 'refused', reason: 'an agent is being waited for' };
    if (this.isTravelling) return { kind: 'refused', reason: 'the past is being looked through' };
    if (this.running) old.run({ stopBefore: () => true });
    const changed = changedBlocks(old.module, module);
    const next = this.makeMachine({ ...start, module }, machine.host?.successor());
    next.vm.debugMode = false;
    const moreThanEnough = 2 * old.executedInstructions + 1_000_000;
    const reason = catchUp(next.vm, next.host, placeOf(old), moreThanEnough);
    if (reason !== undefined) return { kind: 'refused', reason };
    // What came after this moment has not happened in the changed program.
    if (old.journal?.isInPast) old.journal.noteChange();
    old.abandon();
    this.start = { ...start, module, ...(listing && { listing }) };
    const { hasAssigned: isReset } = this;
    this.use(next, 'keep counts');
    return { kind: 'taken', changed, isReset };
  }

  private use(machine: DebuggedMachine, counts?: 'keep counts'): void {
    this.machine = machine;
    this.hasAssigned = false;
    machine.vm.debugMode = !this.start?.noDebug;
    machine.isHeard = true;
    this.breakpoints.bind(machine.evaluator, this.listing, counts);
  }

  private makeMachine(
    { module, vm }: Pick<StartOptions, 'module' | 'vm'>,
    host: RememberingHost | undefined,
  ): DebuggedMachine {
    const { events } = this.options;
    return makeMachine(module, { ...vm, alongside: this.breakpoints }, host, {
      warning: (message, address) => events.output('warning', message, address),
      debug: (text, address) => events.output('log', text, address),
      thread: (thread, change) => events.threadChanged?.(thread, change),
      step: () => events.stepChanged?.(),
      failed: (filter, exception) => this.noteException(filter, exception),
    });
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

  /** The text of the program's instructions. */
  get listing(): Listing | undefined {
    return this.start?.listing;
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
  get exception(): SessionException | undefined {
    return this.running ? undefined : this.stoppedFor;
  }

  /**
   * Runs on, all threads or one alone; the answer is whether that has begun a new future. So it is
   * with steps.
   */
  continue(alone?: number): boolean {
    return this.resume({ reason: 'pause', first: true, alone });
  }

  /** Steps in a thread, by default the current one; the others run on meanwhile. */
  step(
    kind: StepKind,
    granularity: Granularity = 'statement',
    threadId?: number,
    alone?: number,
  ): boolean {
    const thread = threadId === undefined ? undefined : this.threadOf(threadId);
    const plan = planStep(this.vm, kind, granularity, thread);
    return this.resume({ reason: 'step', first: true, plan, alone });
  }

  /** The past of the program, where it is kept. */
  get journal(): Journal | undefined {
    return this.vm.journal;
  }

  /** What has happened, in its order, as far back as one can go. */
  get moments(): readonly Moment[] {
    return this.machine?.moments.from(this.journal?.start ?? 0) ?? [];
  }

  /** Runs until the inside of a target is reached. */
  stepInto(target: StepInTarget, alone?: number): boolean {
    return this.resume({ reason: 'step', first: true, plan: planStepInto(this.vm, target), alone });
  }

  /** Moves the current thread within its frame, where it then stands. @throws Fault */
  jumpTo(address: number): void {
    jumpTo(this.vm, address);
    this.noteChange();
    this.stopWith({ reason: 'goto', breakpoints: [] });
  }

  /**
   * Ends a thread that works on a step, which has failed then. Others are left alone.
   *
   * @returns whether it was such a thread
   */
  endThread(id: number): boolean {
    const thread = this.threadOf(id);
    const run = thread?.stepRun;
    if (!thread || !run) return false;
    failStep(this.vm, thread, run, 'it was ended by the debugger');
    return true;
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
    this.endRun();
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

  threadOf(id: number): Thread | undefined {
    return this.vm.scheduler.threads.find((thread) => thread.id === id);
  }

  scopes(frame: Frame): ScopeView[] {
    return scopesOf(this.vm, frame);
  }

  /** The value of an expression. Nothing changes. @throws ExpressionProblem */
  evaluate(text: string, frame: Frame): ExpressionValue {
    return this.evaluator.evaluateText(text, frame);
  }

  /** Sets what an expression names; `noteChange` is to follow. @throws ExpressionProblem */
  assign(target: string, value: string, frame: Frame): void {
    assign(this.evaluator, frame, target, value);
    this.hasAssigned = true;
  }

  /**
   * Told when something of the machine was changed: in the past, what came after it has not
   * happened.
   *
   * @returns whether that was in the past
   */
  noteChange(): boolean {
    const wasInPast = this.vm.journal?.noteChange() ?? false;
    if (wasInPast) this.machine?.moments.forgetAfter(this.vm.executedInstructions);
    return wasInPast;
  }

  /** Evaluates what a person writes, against the present machine. */
  get evaluator(): Evaluator {
    if (this.machine === undefined) throw new Error('no program is loaded');
    return this.machine.evaluator;
  }

  /** Runs on from a stop; the answer is whether a new future begins with it. */
  private resume(run: Resumption): boolean {
    if (this.running || this.ended) return false;
    const { plan, alone } = run;
    const stoodAt = this.vm.scheduler.current.id;
    const isNewFuture = letRun(this.vm, alone) && this.noteChange();
    this.running = true;
    this.stoppedFor = undefined;
    const generation = ++this.generation;
    const slice = (resume: boolean): void => {
      if (generation !== this.generation) return;
      if (!this.vm.isUnderWay) return this.endAtEnd();
      if (letRun(this.vm, alone)) this.noteChange();
      const instructionsMax = instructionsUntilPresent(this.vm);
      const outcome = this.pace.slice(
        (instructions) =>
          this.vm.run({
            ...{ resume, maxInstructions: Math.min(instructions, instructionsMax) },
            ...(this.pauseWanted ? { stopBefore: () => true } : plan && { stopBefore: plan }),
          }),
        (reached) => reached === 'budget',
      );
      // What the run reported may have ended the session, or begun another one.
      if (generation === this.generation) this.handle(outcome, run.reason, () => slice(false));
    };
    this.options.schedule(() => slice(run.first && (alone ?? stoodAt) === stoodAt));
    return isNewFuture;
  }

  /** The program was stopped at its end, where nothing is left to run. */
  private endAtEnd(): void {
    const { error } = this.vm;
    this.end({ exitCode: error ? 1 : 0, ...(error && { error }) });
  }

  private noteException(filter: ExceptionFilter, exception: SessionException): void {
    const { machine } = this;
    if (machine && !this.start?.noDebug) {
      this.exceptions.note(filter, machine.evaluator, exception);
    }
  }

  private handle(outcome: RunOutcome, reason: 'step' | 'pause', goOn: () => void): void {
    switch (outcome) {
      case 'budget':
        this.options.schedule(goOn);
        return;
      case 'waiting':
        this.goOnWhenReady(goOn);
        return;
      case 'breakpoint':
      case 'stopped': {
        const other = this.pauseWanted ? 'pause' : reason;
        return this.stopWith(this.heldStop() ?? { reason: other, breakpoints: [] });
      }
      case 'stuck':
        this.vm.pauseWaiting();
        return this.stopWith(this.heldStop() ?? stuckStop(this.vm, reason));
      case 'halted': {
        const held = breakpointStop(this.breakpoints);
        if (held) this.stopWith(held);
        else if (this.start?.stopOnExit && !this.start.noDebug) {
          this.stopWith({ reason: 'end', breakpoints: [] });
        } else this.end({ exitCode: 0 });
        return;
      }
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

  private travelHost(): TravelHost {
    const session = this;
    return {
      get vm() {
        return session.vm;
      },
      get evaluator() {
        return session.evaluator;
      },
      get pauseWanted() {
        return session.pauseWanted;
      },
      depart: () => this.depart(),
      schedule: this.options.schedule,
      breakpointStop: () => breakpointStop(this.breakpoints),
      searching: (share) => this.options.events.searching?.(share),
      arrive: (stop) => {
        this.stoppedFor = this.vm.error;
        this.exceptions.take();
        breakpointStop(this.breakpoints);
        this.stopWith(stop);
      },
    };
  }

  private depart(): (() => boolean) | undefined {
    if (this.running || this.ended || this.journal === undefined) return undefined;
    this.running = true;
    this.isTravelling = true;
    const generation = ++this.generation;
    return () => generation === this.generation;
  }

  /** What the machine has stopped for, where that is an error or a breakpoint. */
  private heldStop(): Stop | undefined {
    const held = breakpointStop(this.breakpoints);
    const exception = this.exceptions.take();
    if (exception === undefined) return held;
    this.stoppedFor = exception;
    const breakpoints = held?.breakpoints ?? [];
    return { reason: 'exception', breakpoints, text: exception.message };
  }

  private handleError(): void {
    const { error } = this.vm;
    const stops = !this.start?.noDebug && this.exceptions.stopsAt('error', this.evaluator);
    if (error === undefined || !stops) {
      this.end({ exitCode: 1, ...(error && { error }) });
      return;
    }
    this.stoppedFor = error;
    this.stopWith({ reason: 'exception', breakpoints: [], text: error.message });
  }

  private stopWith(stop: Stop): void {
    this.running = false;
    this.isTravelling = false;
    this.pauseWanted = false;
    this.machine?.moments.noteStop(this.vm, stop);
    this.options.events.stopped(stop);
  }

  private end(ending: Ending): void {
    this.running = false;
    this.ended = true;
    this.endRun();
    this.options.events.ended(ending);
  }

  /** Nobody waits for agents any more, and what the program is to remember is stored. */
  private endRun(): void {
    if (this.machine === undefined) return;
    const { vm } = this.machine;
    vm.abandon();
    const problem = vm.memories.save();
    const address = vm.registers.programCounter;
    if (problem !== undefined) this.options.events.output('warning', problem, address);
  }
}
