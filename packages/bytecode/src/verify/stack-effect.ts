import type { Instruction } from '../instructions.js';
import type { Module } from '../module.js';
import { instructionTable, type Op } from '../opcodes.js';

/** How many values an instruction takes from the stack, and how many it leaves there. */
export interface StackEffect {
  readonly pops: number;
  readonly pushes: number;
}

/** The effects of the table's pictures: `left right -- sum` takes two and leaves one. */
const effects: ReadonlyMap<Op, StackEffect> = new Map(
  Object.entries(instructionTable).map(([op, { stack }]) => [op as Op, pictured(stack)]),
);

function pictured(picture: string): StackEffect {
  const [before = '', after = ''] = picture.split('--');
  const count = (text: string): number => text.split(' ').filter((word) => word !== '').length;
  return { pops: count(before), pushes: count(after) };
}

const nothing: StackEffect = { pops: 0, pushes: 0 };
const oneTaken: StackEffect = { pops: 1, pushes: 0 };

/** A call takes what its function does; a property may take its value from the stack. */
export function stackEffect(module: Module, instruction: Instruction): StackEffect {
  if (instruction.op === 'Call') {
    return { pops: module.functions[instruction.operand]?.parameters ?? 0, pushes: 1 };
  }
  if (instruction.op === 'SetProperty') {
    return instruction.value.kind === 'Stack' ? oneTaken : nothing;
  }
  return effects.get(instruction.op) ?? nothing;
}
