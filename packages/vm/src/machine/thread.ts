import type { Kept, Snapshot } from '../journal/snapshot.js';
import { isZero, type Value } from '../values/value.js';
import { type Invocation, keepInvocation } from '../workflow/invocation.js';
import type { StepRun } from '../workflow/step-run.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';
import { type CallFrame, keepFrame } from './call-frame.js';
import { OperandStack } from './operand-stack.js';
import { newRegisters, type VMRegisters } from './registers.js';

/** What a thread is doing, or waits for. */
export type ThreadState =
  | { readonly kind: 'ready' }
  /** For the agents that its present instruction invokes. */
  | { readonly kind: 'agents' }
  /** For the steps of its workflow that run in threads of their own. */
  | { readonly kind: 'steps' }
  /** For the next attempt of its step. */
  | { readonly kind: 'retry'; readonly untilMs: number }
  | { readonly kind: 'ended' };

/**
 * A thread of the machine: registers, operand stack and call stack of its own, and the memory
 * that all share. The first one executes the declarations and calls the workflows.
 */
export class Thread implements Kept {
  readonly registers: VMRegisters;
  readonly stack: OperandStack;
  /** It becomes ready by `Scheduler.wake`. */
  state: ThreadState = { kind: 'ready' };
  /** The instruction that waits for agents. */
  invocation: Invocation | undefined;

  constructor(
    readonly id: number,
    readonly name: string,
    /** Innermost last; the first frame stays until the thread ends. */
    readonly callStack: CallFrame[],
    maxStackSize: number,
  ) {
    const [first] = callStack;
    this.registers = newRegisters(first?.returnAddress ?? 0);
    this.stack = new OperandStack(maxStackSize);
  }

  get currentFrame(): CallFrame {
    const frame = this.callStack[this.callStack.length - 1];
    if (frame === undefined) throw new Error('the call stack has lost its first frame');
    return frame;
  }

  /** The run of the step that it works on. */
  get stepRun(): StepRun | undefined {
    return this.callStack.findLast((frame) => frame.stepRun !== undefined)?.stepRun;
  }

  /** The run of the workflow that it works on, or that its step belongs to. */
  get workflowRun(): WorkflowRun | undefined {
    const frame = this.callStack.findLast(({ drives, workflowRun }) => drives ?? workflowRun);
    return frame?.drives ?? frame?.workflowRun;
  }

  /** Pushes a value that an instruction has produced. */
  push(value: Value): void {
    this.stack.push(value);
    this.registers.stackPointer = this.stack.size;
    this.registers.flags.zero = isZero(value);
  }

  keep(snapshot: Snapshot): void {
    const { registers, state, invocation } = this;
    const { flags, ...numbers } = registers;
    const flagsThen = { ...flags };
    snapshot.fields(10, () => {
      this.state = state;
      this.invocation = invocation;
      Object.assign(registers, numbers);
      Object.assign(flags, flagsThen);
    });
    snapshot.add(this.stack);
    snapshot.list(this.callStack);
    for (const frame of this.callStack) keepFrame(snapshot, frame);
    if (invocation) keepInvocation(snapshot, invocation);
  }

  /** Makes the registers say what the innermost frame and the stack are. */
  useFrame(): void {
    const { framePointer, returnAddress } = this.currentFrame;
    this.registers.stackPointer = this.stack.size;
    this.registers.framePointer = framePointer;
    this.registers.returnAddress = returnAddress;
  }
}
