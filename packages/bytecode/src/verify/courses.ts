import type { Instruction } from '../instructions.js';
import type { Module } from '../module.js';
import { stackEffect } from './stack-effect.js';

/** Where the machine goes on behind an instruction. */
export const course = { next: 0, jump: 1, either: 2, nowhere: 3 } as const;

/**
 * What following the ways through code needs to know of each instruction, in columns: how many
 * values it takes from the stack and leaves there, and where the machine goes on.
 */
export class Courses {
  readonly pops: Int32Array;
  readonly pushes: Uint8Array;
  readonly kinds: Uint8Array;
  /** Of jumps, from the instruction behind them. */
  readonly offsets: Int32Array;

  constructor(private readonly module: Module) {
    const { length } = module.code;
    this.pops = new Int32Array(length);
    this.pushes = new Uint8Array(length);
    this.kinds = new Uint8Array(length);
    this.offsets = new Int32Array(length);
  }

  static of(module: Module): Courses {
    const courses = new Courses(module);
    module.code.forEach((instruction, address) => {
      courses.note(address, instruction);
    });
    return courses;
  }

  note(address: number, instruction: Instruction): void {
    const { pops, pushes } = stackEffect(this.module, instruction);
    this.pops[address] = pops;
    this.pushes[address] = pushes;
    switch (instruction.op) {
      case 'Return':
      case 'Halt':
        this.kinds[address] = course.nowhere;
        return;
      case 'Jump':
      case 'JumpIf':
        this.kinds[address] = instruction.op === 'Jump' ? course.jump : course.either;
        this.offsets[address] = instruction.operand;
    }
  }
}
