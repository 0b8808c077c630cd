import { type Module, stackDepths } from '@mso/bytecode';
import type { CallFrame } from './call-frame.js';
import type { HelixVM } from './helix-vm.js';
import { Fault } from './runtime-error.js';

/**
 * Moves the program counter within the current frame's block or function. Values that the code
 * before the new place has not pushed are dropped.
 *
 * @throws Fault InvalidInstruction where the machine cannot go on from there
 */
export function jumpTo(vm: HelixVM, address: number): void {
  const problem = problemOfJump(vm, address);
  if (problem !== undefined) throw new Fault('InvalidInstruction', problem);
  const { stack, registers } = vm;
  stack.cutTo(sizeBefore(vm, address));
  registers.stackPointer = stack.size;
  registers.programCounter = address;
}

/** Whether the machine can go on from an address of the current frame's block or function. */
export function canJumpTo(vm: HelixVM, address: number): boolean {
  return problemOfJump(vm, address) === undefined;
}

function problemOfJump(vm: HelixVM, address: number): string | undefined {
  const { module, currentFrame, scheduler } = vm;
  const { first, end } = rangeOf(currentFrame);
  const inner = innerBlock(module, first, address);
  if (address < first || address >= end || inner) {
    const without = inner ? ` without ${inner.start + 1} to ${inner.end - 1}` : '';
    return (
      `address ${address} is not in the current frame, which goes from ${first} to ` +
      `${end - 1}${without}`
    );
  }
  // What it waits for belongs to the instruction at which it stands.
  if (scheduler.current.state.kind !== 'ready') return 'the thread waits within an instruction';
  if (sizeBefore(vm, address) <= vm.stack.size) return undefined;
  return `address ${address} needs values on the stack that are not there`;
}

/** How many values are on the stack when the machine comes to an address. */
function sizeBefore({ module, currentFrame, stack }: HelixVM, address: number): number {
  const depth = depthsOf(module)(address);
  if (depth < 0) return stack.size;
  return currentFrame.function ? currentFrame.framePointer + depth : depth;
}

const known = new WeakMap<Module, (address: number) => number>();

function depthsOf(module: Module): (address: number) => number {
  const depths = known.get(module) ?? stackDepths(module);
  known.set(module, depths);
  return depths;
}

function innerBlock({ blocks }: Module, first: number, address: number) {
  return blocks.find(({ start, end }) => start >= first && address > start && address < end);
}

/** The addresses that a frame's block or function takes. */
function rangeOf(frame: CallFrame): { readonly first: number; readonly end: number } {
  if (frame.function) return { first: frame.function.start, end: frame.function.end };
  const first = frame.kind === 'program' ? 0 : frame.callAddress + 1;
  return { first, end: frame.returnAddress };
}
