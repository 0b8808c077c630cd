import type { StrictOperator } from '@mso/values';
import { callFunction, returnFromFunction } from '../machine/frames.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { append, memberOf, setMember } from '../stack-code/members.js';
import { operate } from '../stack-code/operate.js';
import { isZero, Reference, type Value } from '../values/value.js';

/**
 * What goes from the machine into generated code and comes back.
 *
 * Generated code has all of it in variables of its own. Before it does anything that may fail,
 * allocate, call or return, and when it leaves, it writes them down here, so that the machine is
 * at exactly that instruction.
 */
export class Transfer {
  programCounter = 0;
  stackPointer = 0;
  peak = 0;
  /** Instructions executed since the machine gave the turn to generated code. */
  executed = 0;
  /** The last value produced, as far as the `zero` flag does not tell of it yet. */
  produced: Value | undefined = undefined;
  overflow = false;

  constructor(readonly vm: HelixVM) {
    const { registers, stack } = vm;
    this.programCounter = registers.programCounter;
    this.stackPointer = stack.size;
    this.peak = stack.peakSize;
    this.overflow = registers.flags.overflow;
  }

  /** Makes the machine show where generated code is. */
  settle(): void {
    const { registers, stack } = this.vm;
    registers.programCounter = this.programCounter;
    registers.stackPointer = this.stackPointer;
    stack.settle(this.stackPointer, this.peak);
  }

  /** Settles, and the flags too: generated code is done. */
  finish(): void {
    this.settle();
    const { vm } = this;
    vm.registers.flags.overflow = this.overflow;
    if (this.produced !== undefined) vm.registers.flags.zero = isZero(vm.settled(this.produced));
    vm.executedInstructions += this.executed;
    vm.work += this.executed;
  }
}

/** How generated code comes back. */
export const Leaving = {
  /** Before an instruction that is the machine's, or there is no room for a whole region. */
  here: 0,
  /** In another function, called or returned to. */
  elsewhere: 1,
  /** Behind the last instruction of a function that was not called by one. */
  outside: 2,
} as const;

export type Leaving = (typeof Leaving)[keyof typeof Leaving];

/** What generated code calls for all that it does not do itself. */
export const support = {
  /** An operator, where its operands are no numbers or the result is none. */
  operate(to: Transfer, operator: StrictOperator, left: Value, right: Value): Value {
    to.settle();
    to.vm.collectWhereDue();
    return operate(to.vm.memory, operator, left, right);
  },

  /** A sum, difference or product that is no safe integer. */
  large(to: Transfer, result: number, left: number, right: number): number {
    if (!Number.isFinite(result)) throw support.tooLarge();
    to.overflow = Number.isSafeInteger(left) && Number.isSafeInteger(right);
    return result;
  },

  tooLarge(): Fault {
    return new Fault('LimitExceeded', 'The number is too large');
  },

  /** Whether a value jumps. */
  isTruthy(to: Transfer, value: Value): boolean {
    return !isZero(to.vm.settled(value));
  },

  createObject(to: Transfer): Value {
    to.settle();
    to.vm.collectWhereDue();
    return to.vm.memory.allocate(new Map());
  },

  createArray(to: Transfer): Value {
    to.settle();
    to.vm.collectWhereDue();
    return to.vm.memory.allocate([]);
  },

  /** Before something in memory changes: `zero` tells what was produced, not what became of it. */
  settleZero({ vm }: Transfer, produced: Value | undefined): Value | undefined {
    if (!(produced instanceof Reference)) return produced;
    vm.registers.flags.zero = isZero(vm.settled(produced));
    return undefined;
  },

  setField({ vm }: Transfer, object: Value, name: string, value: Value): void {
    setMember(vm.memory, object, name, value);
  },

  getField({ vm }: Transfer, object: Value, name: string): Value {
    return memberOf(vm.memory, object, name, 'error');
  },

  append({ vm }: Transfer, array: Value, value: Value): void {
    append(vm.memory, array, value, vm.vmConfig.maxMemory);
  },

  load({ vm }: Transfer, address: number): Value {
    return vm.memory.load(address);
  },

  store({ vm }: Transfer, address: number, value: Value): void {
    vm.memory.store(address, value);
  },

  /** A function that is not made of instructions; its arguments are on the stack. */
  callBuiltin(to: Transfer, number: number): Value {
    to.settle();
    return callFunction(to.vm, number) ?? null;
  },

  /** Enters a function that is. */
  call(to: Transfer, number: number): Leaving {
    to.settle();
    callFunction(to.vm, number);
    return leaveFrame(to);
  },

  return(to: Transfer, result: Value): Leaving {
    to.settle();
    const goesOn = returnFromFunction(to.vm, result);
    to.produced = result;
    leaveFrame(to);
    return goesOn ? Leaving.elsewhere : Leaving.outside;
  },
};

function leaveFrame(to: Transfer): Leaving {
  const { registers } = to.vm;
  to.programCounter = registers.programCounter;
  to.stackPointer = registers.stackPointer;
  to.executed += 1;
  return Leaving.elsewhere;
}
