import {
  type Block,
  type CodeFunction,
  type CodeSpan,
  describeInstruction,
  type Module,
  spanAt,
} from '@mso/bytecode';
import { buildConfig } from '../config/build.js';
import type { HelixConfig } from '../config/types.js';
import { completeEntity } from '../handlers/complete.js';
import { execute } from '../handlers/execute.js';
import { callBuiltin } from '../stack-code/builtins.js';
import { DecodedCode, otherTag } from '../stack-code/decoded-code.js';
import { runStackCode } from '../stack-code/stack-loop.js';
import { type Entity, isZero, Reference, type Value } from '../values/value.js';
import type { Breakpoint } from './breakpoint.js';
import type { CallFrame } from './call-frame.js';
import { type CallSite, functionFrame } from './calls.js';
import { Declarations } from './declarations.js';
import { type ExecutionState, transition } from './execution-state.js';
import { environmentResolver, type ReferenceResolver } from './host.js';
import { link } from './link.js';
import { Memory } from './memory.js';
import { OperandStack } from './operand-stack.js';
import { newRegisters, type VMRegisters } from './registers.js';
import { Fault, RuntimeError, type RuntimeErrorKind } from './runtime-error.js';
import { defaultVMConfig, type VMConfig } from './vm-config.js';
import type { VMStats } from './vm-stats.js';

export interface VMOptions {
  readonly config?: Partial<VMConfig>;
  readonly resolver?: ReferenceResolver;
  /** The context whose variables `${name}` means; by default the only one there is. */
  readonly activeContext?: string;
  /** What a missing reference does: go on with null (the default), or stop in Error. */
  readonly onRecoverableError?: 'continue' | 'stop';
  readonly events?: VMEvents;
}

export interface VMEvents {
  /** Something a person should know, which does not stop the program. */
  warning?(message: string, address: number): void;
  /** An error the machine recovered from: the instruction has gone on with null. */
  recovered?(error: RuntimeError): void;
  /** A `Debug` instruction was executed. */
  debug?(text: string, address: number): void;
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

/** Why `run` came back. */
export type RunOutcome = 'halted' | 'error' | 'breakpoint' | 'stopped' | 'budget';

/**
 * The machine: executes a module, one instruction after the other.
 *
 * It is deterministic. What comes from outside comes through `VMOptions.resolver`; nothing here
 * reads a clock, a file or the environment. Declarations make entities in static cells; a
 * declaration's block is a call frame that ends when the program counter reaches its end; behind
 * the last instruction the program is linked, and the configuration is complete.
 */
export class HelixVM {
  readonly vmConfig: VMConfig;
  readonly registers: VMRegisters;
  readonly stack: OperandStack;
  readonly memory: Memory;
  /** Innermost last; the program's own frame is the first and stays. */
  readonly callStack: CallFrame[];
  readonly breakpoints = new Map<number, Breakpoint>();
  readonly declarations: Declarations;
  readonly resolver: ReferenceResolver;
  readonly activeContext: string | undefined;
  readonly decoded: DecodedCode;
  executedInstructions = 0;
  /** Whether breakpoints are looked at. */
  debugMode = false;
  /** The error that ended the program, in state Error. */
  error: RuntimeError | undefined;

  private state: ExecutionState = { kind: 'Ready' };
  private peakCallDepth = 1;
  private isHalting = false;
  private linkedConfig: HelixConfig | undefined;
  private readonly blocks: ReadonlyMap<number, Block>;
  private readonly events: VMEvents;
  private readonly stopOnRecoverable: boolean;

  constructor(
    readonly module: Module,
    options: VMOptions = {},
  ) {
    this.vmConfig = { ...defaultVMConfig, ...options.config };
    this.resolver = options.resolver ?? environmentResolver({});
    this.activeContext = options.activeContext;
    this.events = options.events ?? {};
    this.stopOnRecoverable = options.onRecoverableError === 'stop';
    this.registers = newRegisters(module.declarationsEnd);
    this.stack = new OperandStack(this.vmConfig.maxStackSize);
    this.memory = new Memory(this.vmConfig.maxMemory, module.heapBase);
    this.decoded = new DecodedCode(module);
    this.declarations = new Declarations(module, this.memory);
    this.blocks = new Map(module.blocks.map((block) => [block.start, block]));
    this.callStack = [programFrame(module)];
  }

  get executionState(): ExecutionState {
    return this.state;
  }

  /** The configuration built so far; complete and no longer changing once Halted. */
  get config(): HelixConfig {
    return this.linkedConfig ?? buildConfig(this.declarations, this.memory);
  }

  get stats(): VMStats {
    return {
      instructionsExecuted: this.executedInstructions,
      stackSize: this.stack.size,
      memoryUsage: this.memory.size,
      callDepth: this.callStack.length,
      peakStackSize: this.stack.peakSize,
      peakMemoryUsage: this.memory.peakSize,
      peakCallDepth: this.peakCallDepth,
    };
  }

  get currentFrame(): CallFrame {
    const frame = this.callStack[this.callStack.length - 1];
    if (frame === undefined) throw new Error('the call stack has lost its first frame');
    return frame;
  }

  setBreakpoint(address: number, breakpoint: Partial<Breakpoint> = {}): Breakpoint {
    const made: Breakpoint = { active: true, hitCount: 0, ...breakpoint };
    this.breakpoints.set(address, made);
    this.decoded.setBreakpoint(address);
    return made;
  }

  removeBreakpoint(address: number): void {
    this.breakpoints.delete(address);
    this.decoded.removeBreakpoint(address);
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
   * it, or its budget is used up. A program that fails is an outcome, not an exception.
   */
  run(options: RunOptions = {}): RunOutcome {
    if (this.state.kind !== 'Running') this.state = transition(this.state, { kind: 'Running' });
    const budget = options.maxInstructions ?? Number.POSITIVE_INFINITY;
    const isWatched = options.stopBefore !== undefined || options.trace !== undefined;
    try {
      for (let count = 0; count < budget; ) {
        if (this.isAtEnd()) return this.halt();
        if (!isWatched && count > 0) {
          count += this.runFunctionCode(budget - count);
          if (count >= budget || this.isAtEnd()) continue;
        }
        const stop = this.stopsBefore(options, count);
        if (stop !== undefined) return stop;
        options.trace?.(this.registers.programCounter);
        this.executeInstruction();
        count++;
      }
      return 'budget';
    } catch (problem) {
      return this.fail(problem);
    }
  }

  /** In functions there are no blocks that end, so that many instructions can go at once. */
  private runFunctionCode(budget: number): number {
    if (this.currentFrame.function === undefined) return 0;
    const { tags, plainTags } = this.decoded;
    return runStackCode(this, this.debugMode ? tags : plainTags, budget);
  }

  private isAtEnd(): boolean {
    const { programCounter } = this.registers;
    return (
      this.isHalting ||
      (this.callStack.length === 1 && programCounter >= this.module.declarationsEnd)
    );
  }

  private stopsBefore(options: RunOptions, count: number): RunOutcome | undefined {
    if (count === 0 && options.resume) return undefined;
    if (this.debugMode && this.breakpointHolds()) return this.stopAs('breakpoint');
    return options.stopBefore?.() ? this.stopAs('stopped') : undefined;
  }

  private breakpointHolds(): boolean {
    const breakpoint = this.breakpoints.get(this.registers.programCounter);
    if (!breakpoint?.active) return false;
    if (breakpoint.holds && !breakpoint.holds()) return false;
    breakpoint.hitCount++;
    return true;
  }

  private stopAs(outcome: 'breakpoint' | 'stopped'): RunOutcome {
    this.state = transition(this.state, { kind: 'Paused' });
    return outcome;
  }

  private executeInstruction(): void {
    const address = this.registers.programCounter;
    const instruction = this.module.code[address];
    if (instruction === undefined) {
      throw new Fault('InvalidInstruction', `there is no instruction at address ${address}`);
    }
    if (this.decoded.plainTags[address] !== otherTag) {
      runStackCode(this, this.decoded.plainTags, 1);
      this.endFrames();
      return;
    }
    execute(this, instruction);
    this.executedInstructions++;
    if (this.registers.programCounter === address) this.registers.programCounter = address + 1;
    this.endFrames();
  }

  private halt(): RunOutcome {
    link(this.declarations);
    this.linkedConfig = buildConfig(this.declarations, this.memory);
    this.registers.flags.halted = true;
    this.state = transition(this.state, { kind: 'Halted' });
    return 'halted';
  }

  private fail(problem: unknown): RunOutcome {
    if (!(problem instanceof Fault)) throw problem;
    this.error = new RuntimeError(problem.kind, problem.message, this.stackTrace());
    this.registers.flags.error = true;
    this.registers.flags.halted = true;
    this.state = transition(this.state, { kind: 'Error', message: problem.message });
    return 'error';
  }

  push(value: Value): void {
    this.stack.push(value);
    this.registers.stackPointer = this.stack.size;
    this.registers.flags.zero = isZero(value);
  }

  pop(): Value {
    const value = this.stack.pop();
    this.registers.stackPointer = this.stack.size;
    return value;
  }

  /**
   * Moves the program counter within the current frame's block.
   *
   * @throws Fault InvalidInstruction for an address outside it, or inside a block of its own:
   *   there the call stack would no longer say where the machine is.
   */
  jumpTo(address: number): void {
    const frame = this.currentFrame;
    const { first, end } = rangeOf(frame);
    const inner = this.module.blocks.find(
      ({ start, end }) => start >= first && address > start && address < end,
    );
    if (address < first || address >= end || inner) {
      const without = inner ? ` without ${inner.start + 1} to ${inner.end - 1}` : '';
      throw new Fault(
        'InvalidInstruction',
        `address ${address} is not in the current frame, which goes from ${first} to ` +
          `${end - 1}${without}`,
      );
    }
    this.registers.programCounter = address;
  }

  /** Drops values from the operand stack; it can only become smaller, and not below the frame. */
  cutStack(depth: number): void {
    if (depth > this.stack.size || depth < this.registers.framePointer) {
      throw new Fault(
        'InvalidInstruction',
        `sp can go from ${this.registers.framePointer} to ${this.stack.size}`,
      );
    }
    this.stack.cutTo(depth);
    this.registers.stackPointer = this.stack.size;
  }

  /** Enters the block that the current instruction opens; a block without a body ends at once. */
  enterBlock(entity: Entity): void {
    this.checkCallDepth();
    const address = this.registers.programCounter;
    const end = this.blocks.get(address)?.end ?? address + 1;
    const frame: CallFrame = {
      kind: entity.kind,
      name: entity.name,
      entity: entity.id,
      // A block lies within the one around it, whatever a module made by others says.
      returnAddress: Math.min(end, this.registers.returnAddress),
      framePointer: this.stack.size,
      callAddress: address,
      locals: [],
      localNames: [],
    };
    this.pushFrame(frame);
  }

  /**
   * Calls a function of the module. A builtin's value is the answer; a function made of
   * instructions gets its frame, and the machine goes on at its first instruction.
   */
  callFunction(number: number): Value | undefined {
    const called = this.module.functions[number];
    if (called === undefined) {
      throw new Fault('InvalidInstruction', `there is no function ${number}`);
    }
    const { parameters } = called;
    if (this.stack.size < parameters) throw new Fault('StackUnderflow', 'Stack underflow');
    if (called.kind !== 'builtin') {
      const { programCounter } = this.registers;
      this.enterFunction(called, {
        callAddress: programCounter,
        returnAddress: programCounter + 1,
      });
      return undefined;
    }
    const first = this.stack.size - parameters;
    const args = this.stack.values.slice(first, this.stack.size);
    const result = callBuiltin(this, called.name, args);
    this.stack.cutTo(first);
    this.registers.stackPointer = first;
    return result;
  }

  /** Enters a function with its parameters from the stack. */
  enterFunction(called: CodeFunction, site: CallSite): void {
    this.checkCallDepth();
    this.pushFrame(functionFrame(this.module, called, this.stack, site));
    this.registers.programCounter = called.start;
  }

  /** Ends the current function with a result; whether it is code of a function that goes on. */
  returnFromFunction(result: Value): boolean {
    const frame = this.currentFrame;
    if (frame.function === undefined) {
      throw new Fault('InvalidInstruction', 'Return stands outside of a function');
    }
    this.callStack.pop();
    this.stack.cutTo(frame.framePointer);
    this.stack.push(result);
    this.useFrame(this.currentFrame);
    this.registers.programCounter = frame.returnAddress;
    return this.currentFrame.function !== undefined;
  }

  private checkCallDepth(): void {
    if (this.callStack.length < this.vmConfig.maxCallDepth) return;
    throw new Fault('StackOverflow', `Stack overflow: ${this.callStack.length} call frames`);
  }

  private pushFrame(frame: CallFrame): void {
    this.callStack.push(frame);
    this.peakCallDepth = Math.max(this.peakCallDepth, this.callStack.length);
    this.useFrame(frame);
  }

  /** Blocks end where the counter has reached their end; functions end by returning. */
  private endFrames(): void {
    while (this.callStack.length > 1) {
      const frame = this.currentFrame;
      if (frame.function || this.registers.programCounter < frame.returnAddress) return;
      this.callStack.pop();
      this.stack.cutTo(frame.framePointer);
      this.useFrame(this.currentFrame);
      const entity = frame.entity === undefined ? undefined : this.declarations.get(frame.entity);
      if (entity) completeEntity(this, entity);
    }
  }

  private useFrame(frame: CallFrame): void {
    this.registers.stackPointer = this.stack.size;
    this.registers.framePointer = frame.framePointer;
    this.registers.returnAddress = frame.returnAddress;
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

  /** Ends the program once the current instruction is done. */
  requestHalt(): void {
    this.isHalting = true;
  }

  /** Sends a text to whoever debugs the program. */
  sendDebug(text: string): void {
    this.events.debug?.(text, this.registers.programCounter);
  }

  warn(message: string): void {
    this.events.warning?.(message, this.registers.programCounter);
  }

  /** Reports an error that the program survives; the caller goes on with null. */
  recover(kind: RuntimeErrorKind, message: string): void {
    if (this.stopOnRecoverable) throw new Fault(kind, message);
    this.registers.flags.error = true;
    this.warn(message);
    this.events.recovered?.(new RuntimeError(kind, message, this.stackTrace()));
  }

  /** `PC: n`, then each frame, outermost first, with its name and the place it was entered at. */
  stackTrace(): string[] {
    const { programCounter } = this.registers;
    const at = (address: number): string => {
      const span = this.module.debug && spanAt(this.module.debug, address);
      return span ? ` line ${span.startLine}${fileOf(this.module, span)}` : '';
    };
    return [
      `PC: ${programCounter}${at(programCounter)}`,
      ...this.callStack.map((frame, index) => {
        const name = `${frame.kind} ${JSON.stringify(frame.name)}`;
        const line = index === 0 ? '' : at(frame.callAddress);
        return `Frame ${index}: return address ${frame.returnAddress}, ${name}${line}`;
      }),
    ];
  }

  /** The instruction at an address as text, or undefined outside the code. */
  describe(address: number): string | undefined {
    const instruction = this.module.code[address];
    return instruction && describeInstruction(this.module, instruction);
  }
}

/** The addresses that a frame's block or function takes. */
function rangeOf(frame: CallFrame): { readonly first: number; readonly end: number } {
  if (frame.function) return { first: frame.function.start, end: frame.function.end };
  const first = frame.kind === 'program' ? 0 : frame.callAddress + 1;
  return { first, end: frame.returnAddress };
}

/** The file of a place, where a program has more than one. */
function fileOf({ debug }: Module, { source }: CodeSpan): string {
  const path = debug?.sources[source]?.path;
  return path === undefined || debug?.sources.length === 1 ? '' : ` of ${fileName(path)}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

function programFrame(module: Module): CallFrame {
  return {
    kind: 'program',
    name: fileName(module.metadata.sourceFile ?? ''),
    returnAddress: module.declarationsEnd,
    framePointer: 0,
    callAddress: 0,
    locals: [],
    localNames: [],
  };
}
