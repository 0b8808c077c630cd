import { type Block, describeInstruction, type Module } from '@mso/bytecode';
import { buildConfig } from '../config/build.js';
import type { HelixConfig } from '../config/types.js';
import { FunctionRunner } from '../generated/function-runner.js';
import { execute } from '../handlers/execute.js';
import { defaultJournalOptions, Journal } from '../journal/journal.js';
import type { Kept, Snapshot } from '../journal/snapshot.js';
import { Memories } from '../memories/memories.js';
import { DecodedCode, otherTag } from '../stack-code/decoded-code.js';
import { runStackCode } from '../stack-code/stack-loop.js';
import { type ObjectValue, Reference, type Value } from '../values/value.js';
import { AgentCalls, noAgents } from '../workflow/agent-calls.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';
import type { Breakpoint, Watch } from './breakpoint.js';
import { BreakpointTable } from './breakpoint-table.js';
import type { CallFrame } from './call-frame.js';
import { programFrame } from './calls.js';
import { collect } from './collector.js';
import { Declarations } from './declarations.js';
import { type ExecutionState, transition } from './execution-state.js';
import { endBlocks } from './frames.js';
import { environmentResolver, type ReferenceResolver } from './host.js';
import { link } from './link.js';
import { Memory } from './memory.js';
import type { OperandStack } from './operand-stack.js';
import type { VMRegisters } from './registers.js';
import { RunClock } from './run-clock.js';
import { Fault, RuntimeError, type RuntimeErrorKind } from './runtime-error.js';
import { Scheduler } from './scheduler.js';
import { stackTrace } from './stack-trace.js';
import { Thread } from './thread.js';
import { chooseThread, executionTimeout, nextEventMs, turnLeft } from './time.js';
import { Timetable } from './timetable.js';
import { defaultVMConfig, type VMConfig } from './vm-config.js';
import type { RunOptions, RunOutcome, VMEvents, VMOptions } from './vm-options.js';
import type { VMStats } from './vm-stats.js';
import { type WorkflowInput, WorkflowQueue } from './workflow-queue.js';

/**
 * The machine: executes a module, one instruction after the other.
 *
 * It is deterministic. What comes from outside comes through `VMOptions`: references, agents, real
 * time; nothing here reads a clock, a file or the environment. Declarations make entities in
 * static cells; a declaration's block is a call frame that ends when the program counter reaches
 * its end; behind the declarations the program is linked, and the workflows that were asked for
 * are called. A workflow runs its steps by `Pipeline`, some of them in threads of their own.
 *
 * `registers`, `stack` and `callStack` are those of the current thread.
 */
export class HelixVM {
  readonly vmConfig: VMConfig;
  readonly memory: Memory;
  readonly declarations: Declarations;
  /** What the program's `memory` blocks remember. */
  readonly memories: Memories;
  readonly resolver: ReferenceResolver;
  readonly activeContext: string | undefined;
  readonly decoded: DecodedCode;
  readonly events: VMEvents;
  private readonly eventsAgain: VMEvents;
  readonly scheduler: Scheduler;
  readonly calls: AgentCalls;
  readonly timetable = new Timetable();
  /** Every run of a workflow that has begun, in order. */
  readonly workflowRuns: WorkflowRun[] = [];
  /** The machine time at which the run ends with an error. */
  readonly timeoutMs: number | undefined;
  /** Machine time since the start. */
  nowMs = 0;
  executedInstructions = 0;
  /** Executed instructions weighed by what they cost, in those of the stack. */
  work = 0;
  /** The past, where it is kept. */
  readonly journal: Journal | undefined;
  /** Whether breakpoints are looked at. */
  debugMode = false;
  /** The error that ended the program, in state Error. */
  error: RuntimeError | undefined;

  private state: ExecutionState = { kind: 'Ready' };
  private peakCallDepth = 1;
  private isHalting = false;
  private isLinked = false;
  private nextCallId = 1;
  private isPauseWanted = false;
  /** How much has been told, and how much of that to somebody. */
  private tellings = 0;
  private told = 0;
  private nextInput: WorkflowInput | undefined;
  private readonly table: BreakpointTable;
  private readonly functions: FunctionRunner;
  private readonly mainThread: Thread;
  private readonly queue: WorkflowQueue;
  private readonly alongside: Kept | undefined;
  private readonly input: ObjectValue;
  private readonly clock: RunClock;
  private readonly blocks: ReadonlyMap<number, Block>;
  private readonly stopOnRecoverable: boolean;

  constructor(
    readonly module: Module,
    options: VMOptions = {},
  ) {
    this.vmConfig = { ...defaultVMConfig, ...options.config };
    this.resolver = options.resolver ?? environmentResolver({});
    this.activeContext = options.activeContext;
    this.events = options.events ?? {};
    this.eventsAgain = options.eventsAgain ?? {};
    this.stopOnRecoverable = options.onRecoverableError === 'stop';
    this.input = options.input ?? new Map();
    this.clock = new RunClock(options.clock);
    this.timeoutMs = options.timeoutMs;
    const host = options.agents ?? noAgents;
    const { journal } = options;
    this.alongside = options.alongside;
    this.calls = new AgentCalls(host, this.timetable, this.clock, journal !== undefined);
    if (journal) this.journal = new Journal(this, { ...defaultJournalOptions, ...journal });
    const { maxMemory, enableGc, gcThreshold } = this.vmConfig;
    this.memory = new Memory(maxMemory, module.heapBase, enableGc ? gcThreshold : undefined);
    this.decoded = new DecodedCode(module);
    this.functions = new FunctionRunner(this, options.hotAfter);
    this.table = new BreakpointTable(this.functions);
    this.declarations = new Declarations(module, this.memory);
    this.memories = new Memories(this.declarations, this.memory, maxMemory, options.openMemory);
    this.blocks = new Map(module.blocks.map((block) => [block.start, block]));
    this.queue = new WorkflowQueue(options.workflows ?? []);
    this.mainThread = new Thread(1, 'main', [programFrame(module)], this.vmConfig.maxStackSize);
    this.scheduler = new Scheduler(this.mainThread);
  }

  get registers(): VMRegisters {
    return this.scheduler.current.registers;
  }

  get stack(): OperandStack {
    return this.scheduler.current.stack;
  }

  /** Innermost last; the first one stays. */
  get callStack(): readonly CallFrame[] {
    return this.scheduler.current.callStack;
  }

  get currentFrame(): CallFrame {
    return this.scheduler.current.currentFrame;
  }

  get executionState(): ExecutionState {
    return this.state;
  }

  /** The configuration that the program amounts to so far, made anew; complete once Halted. */
  get config(): HelixConfig {
    return buildConfig(this.declarations, this.memory);
  }

  get stats(): VMStats {
    return {
      instructionsExecuted: this.executedInstructions,
      stackSize: this.stack.size,
      memoryUsage: this.memory.size,
      callDepth: this.callStack.length,
      peakStackSize: this.scheduler.peakStackSize,
      peakMemoryUsage: this.memory.peakSize,
      peakCallDepth: this.peakCallDepth,
      collections: this.memory.collections,
      cellsFreed: this.memory.cellsFreed,
    };
  }

  get breakpoints(): ReadonlyMap<number, Breakpoint> {
    return this.table.breakpoints;
  }

  setBreakpoint(address: number, breakpoint: Partial<Breakpoint> = {}): Breakpoint {
    return this.table.set(address, breakpoint);
  }

  removeBreakpoint(address: number): void {
    this.table.remove(address);
  }

  /** Has an instruction watched, in debug mode: what it is told is told before each execution. */
  setWatchpoint(address: number, watch: Watch): void {
    this.table.watch(address, watch);
  }

  removeWatchpoint(address: number): void {
    this.table.unwatch(address);
  }

  /** Runs until something stops the machine. */
  continueExecution(): RunOutcome {
    return this.run({ resume: this.state.kind === 'Paused' });
  }

  /** Executes one instruction and pauses. */
  step(): RunOutcome {
    return this.run({ resume: true, stopBefore: () => true });
  }

  /**
   * Executes instructions until the program ends or fails, a breakpoint holds, the caller stops
   * it, its budget is used up, or there is something to wait for. A program that fails is an
   * outcome, not an exception.
   */
  run(options: RunOptions = {}): RunOutcome {
    if (this.state.kind !== 'Running') this.state = transition(this.state, { kind: 'Running' });
    this.clock.goOn();
    const budget = options.maxInstructions ?? Number.POSITIVE_INFINITY;
    const isWatched = options.stopBefore !== undefined || options.trace !== undefined;
    const { scheduler, journal } = this;
    let resumes = options.resume === true && scheduler.current.state.kind === 'ready';
    try {
      for (let count = 0; count < budget; ) {
        journal?.pass();
        if (scheduler.isTurnOver) {
          const chosen = chooseThread(this);
          if (chosen !== 'ready') return chosen;
        }
        if (this.isAtEnd()) {
          if (this.isHalting || !this.goOnBehindDeclarations()) return this.halt();
          continue;
        }
        if (!isWatched && !resumes && !this.isPauseWanted) {
          const room = Math.min(budget - count, turnLeft(this), journal?.room ?? budget);
          // In functions there are no blocks that end, so that many instructions can go at once.
          const executed = this.functions.run(room);
          scheduler.spend(executed);
          count += executed;
          if (count >= budget || scheduler.isTurnOver || this.isAtEnd()) continue;
        }
        const stop = resumes ? undefined : this.stopsBefore(options);
        if (stop !== undefined) return stop;
        resumes = false;
        options.trace?.(this.registers.programCounter);
        this.executeInstruction();
        scheduler.spend(1);
        count++;
      }
      return 'budget';
    } catch (problem) {
      return this.fail(problem);
    }
  }

  /**
   * Settles when what the machine waits for may have come: a reply, or the time of a timeout or of
   * a next attempt.
   */
  async untilReady(): Promise<void> {
    const arrival = this.calls.untilArrival();
    const atMs = this.calls.time === 'real' ? nextEventMs(this) : undefined;
    if (atMs === undefined) return arrival;
    const { passed, cancel } = this.clock.after(Math.max(0, atMs - this.clock.nowMs));
    await Promise.race([arrival, passed]);
    cancel();
  }

  /** Pauses a machine that is waiting. */
  pauseWaiting(): void {
    this.stopAs('stopped');
  }

  /** Pauses the machine before its next instruction. */
  pauseSoon(): void {
    this.isPauseWanted = true;
  }

  /** Tells all agents that nobody waits for them any more. */
  abandon(): void {
    this.calls.cancelAll();
  }

  /** Ends a run that has computed for longer than `timeoutMs` by the clock of who runs it. */
  timeOut(): void {
    this.fail(executionTimeout(this.timeoutMs ?? 0));
  }

  takeCallId(): number {
    return this.nextCallId++;
  }

  /** What the workflow that begins now is given. */
  takeInput(): WorkflowInput {
    const given = this.nextInput ?? { input: this.input, handles: undefined };
    this.nextInput = undefined;
    return given;
  }

  /** What was given to a workflow that has not begun is for nobody else. */
  forgetInput(): void {
    this.nextInput = undefined;
  }

  giveInput(input: ObjectValue, handles: WorkflowRun): void {
    this.nextInput = { input, handles };
  }

  /** Whether the declarations, or a workflow called behind them, have come to their end. */
  private isAtEnd(): boolean {
    if (this.isHalting) return true;
    const { current } = this.scheduler;
    if (current !== this.mainThread || current.callStack.length > 1) return false;
    return current.registers.programCounter >= this.module.declarationsEnd;
  }

  private goOnBehindDeclarations(): boolean {
    this.linkOnce();
    return this.queue.callNext(this);
  }

  private linkOnce(): void {
    if (this.isLinked) return;
    link(this.declarations);
    this.isLinked = true;
  }

  private stopsBefore(options: RunOptions): RunOutcome | undefined {
    if (this.debugMode && this.breakpointHolds()) return this.stopAs('breakpoint');
    const stops = options.stopBefore?.() || this.isPauseWanted;
    return stops ? this.stopAs('stopped') : undefined;
  }

  /** A `Pipeline` that goes on with the next step has been asked when it began. */
  private breakpointHolds(): boolean {
    return !this.currentFrame.drives?.isUnderWay && this.table.holds(this.registers.programCounter);
  }

  private stopAs(outcome: 'breakpoint' | 'stopped'): RunOutcome {
    this.isPauseWanted = false;
    this.clock.pause();
    this.state = transition(this.state, { kind: 'Paused' });
    return outcome;
  }

  private executeInstruction(): void {
    const address = this.registers.programCounter;
    const instruction = this.module.code.at(address);
    if (instruction === undefined) {
      throw new Fault('InvalidInstruction', `there is no instruction at address ${address}`);
    }
    const watched = this.debugMode ? this.table.watchAt(address)?.() : undefined;
    if (this.decoded.plainTags[address] !== otherTag) {
      runStackCode(this, this.decoded.plainTags, 1);
    } else {
      const { registers } = this;
      if (execute(this, instruction) === 'next') registers.programCounter = address + 1;
      this.executedInstructions++;
      this.work += otherWork;
    }
    endBlocks(this);
    watched?.();
  }

  private halt(): RunOutcome {
    this.linkOnce();
    this.endCalls();
    this.registers.flags.halted = true;
    this.state = transition(this.state, { kind: 'Halted' });
    return 'halted';
  }

  private fail(problem: unknown): RunOutcome {
    if (!(problem instanceof Fault)) throw problem;
    this.error = new RuntimeError(problem.kind, problem.message, this.stackTrace());
    this.registers.flags.error = true;
    this.registers.flags.halted = true;
    this.endCalls();
    this.state = transition(this.state, { kind: 'Error', message: problem.message });
    return 'error';
  }

  /** What still goes on is given up, and took until now. */
  private endCalls(): void {
    this.nowMs = Math.max(this.nowMs, this.calls.look());
    this.abandon();
  }

  /** Whether it can still execute something. */
  get isUnderWay(): boolean {
    return this.state.kind !== 'Halted' && this.state.kind !== 'Error';
  }

  /** What the journal does with a machine that it has set back. */
  setPaused(): void {
    this.state = { kind: 'Paused' };
    this.isPauseWanted = false;
    this.clock.pause();
  }

  /** What was to come will not be what it was. */
  forgetFuture(): void {
    this.told = this.tellings;
    this.calls.forgetFuture(this.nextCallId);
  }

  keep(snapshot: Snapshot): void {
    const { nowMs, executedInstructions, work, error, peakCallDepth, tellings } = this;
    const { isHalting, isLinked, nextCallId, nextInput } = this;
    snapshot.fields(10, () => {
      Object.assign(this, { nowMs, executedInstructions, work, error, peakCallDepth, tellings });
      Object.assign(this, { isHalting, isLinked, nextCallId, nextInput });
    });
    const { memory, declarations, memories, scheduler, timetable, queue, calls } = this;
    for (const part of [memory, declarations, memories, scheduler, timetable, queue, calls]) {
      snapshot.add(part);
    }
    this.table.keep(snapshot);
    if (this.alongside) snapshot.add(this.alongside);
    snapshot.list(this.workflowRuns);
    for (const run of this.workflowRuns) snapshot.add(run);
  }

  /** Tells what happens; what happens again has been told to most. */
  report(tell: (events: VMEvents) => void): void {
    this.tellings++;
    const isNew = this.tellings > this.told;
    if (isNew) this.told = this.tellings;
    tell(isNew ? this.events : this.eventsAgain);
  }

  push(value: Value): void {
    this.scheduler.current.push(value);
  }

  pop(): Value {
    const value = this.stack.pop();
    this.registers.stackPointer = this.stack.size;
    return value;
  }

  /** Where the block ends that the instruction at an address opens. */
  blockEnd(address: number): number | undefined {
    return this.blocks.get(address)?.end;
  }

  noteCallDepth(depth: number): void {
    this.peakCallDepth = Math.max(this.peakCallDepth, depth);
  }

  /** A string of the pool; one that it does not have is empty, and no verified module asks. */
  text(index: number | undefined): string {
    return this.module.strings[index ?? -1] ?? '';
  }

  /** A value, or what the cell holds that it refers to. */
  settled(value: Value | undefined): Value {
    if (!(value instanceof Reference)) return value ?? null;
    return this.memory.has(value.address) ? this.memory.load(value.address) : null;
  }

  /** Told before an instruction allocates. What it works on is still on the stack. */
  collectWhereDue(): void {
    if (this.memory.isCollectionDue) collect(this);
  }

  /** Ends the program once the current instruction is done. */
  requestHalt(): void {
    this.isHalting = true;
  }

  /** Sends a text to whoever debugs the program. */
  sendDebug(text: string): void {
    this.report(({ debug }) => debug?.(text, this.registers.programCounter));
  }

  warn(message: string): void {
    this.report(({ warning }) => warning?.(message, this.registers.programCounter));
  }

  /** Reports an error that the program survives; the caller goes on with null. */
  recover(kind: RuntimeErrorKind, message: string): void {
    if (this.stopOnRecoverable) throw new Fault(kind, message);
    this.registers.flags.error = true;
    this.warn(message);
    if (this.journal?.isSeeking) return;
    this.events.recovered?.(new RuntimeError(kind, message, this.stackTrace()));
  }

  stackTrace(): string[] {
    return stackTrace(this.module, this.scheduler.current);
  }

  /** The instruction at an address as text, or undefined outside the code. */
  describe(address: number): string | undefined {
    const instruction = this.module.code.at(address);
    return instruction && describeInstruction(this.module, instruction);
  }
}

/** What an instruction that is not one of the stack costs, in those of the stack. */
const otherWork = 30;
