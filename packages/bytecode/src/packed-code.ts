import type { Code } from './code.js';
import { ConstantPlaces } from './constant-places.js';
import type { ConstantValue, Instruction } from './instructions.js';
import { instructionTable, opOfTag } from './opcodes.js';
import { formOfTag, packedForm, type WholeInstruction } from './packed-form.js';

/** Instructions without operands are one object each. */
const plain: readonly Instruction[] = opOfTag.map((op) => ({ op }) as Instruction);

/**
 * Code as numbers in columns, as it comes from a file. A million instructions as objects take most
 * of the time that loading them takes, and of the memory; most of them are looked at once or twice.
 * So an instruction is made each time it is asked for.
 */
export class PackedCode implements Code {
  private readonly tags: Uint8Array;
  /** The first number of an instruction; for what has more than numbers, its place in `wholes`. */
  private readonly first: Uint32Array;
  private readonly second: Uint32Array;
  /** Of `SetProperty`, what the property is set to: a place in `constants`. */
  private readonly third: Int32Array;
  private readonly constants = new ConstantPlaces();
  private readonly wholes: WholeInstruction[] = [];

  constructor(readonly length: number) {
    this.tags = new Uint8Array(length);
    this.first = new Uint32Array(length);
    this.second = new Uint32Array(length);
    this.third = new Int32Array(length);
  }

  /** Puts an instruction there whose operands are at most two numbers, in their order. */
  putNumbers(address: number, tag: number, first: number, second: number): void {
    this.tags[address] = tag;
    this.first[address] = first;
    this.second[address] = second;
  }

  putProperty(address: number, target: number, keyIndex: number, value: ConstantValue): void {
    this.putNumbers(address, instructionTable.SetProperty.tag, target, keyIndex);
    this.third[address] = this.constants.placeOf(value);
  }

  /** Puts an instruction there that `at` gives as it is. */
  putWhole(address: number, instruction: WholeInstruction): void {
    const place = this.wholes.push(instruction) - 1;
    this.putNumbers(address, instructionTable[instruction.op].tag, place, 0);
  }

  at(address: number): Instruction | undefined {
    const tag = this.tags[address];
    if (tag === undefined) return undefined;
    const first = this.first[address] ?? 0;
    const second = this.second[address] ?? 0;
    switch (formOfTag[tag]) {
      case packedForm.none:
        return plain[tag];
      case packedForm.id:
        return { op: opOfTag[tag], id: first } as Instruction;
      case packedForm.unsigned:
        return { op: opOfTag[tag], operand: first } as Instruction;
      case packedForm.signed:
        return { op: opOfTag[tag], operand: first | 0 } as Instruction;
      case packedForm.capability:
        return { op: 'SetCapability', agent: first, capabilityIndex: second };
      case packedForm.metadata:
        return { op: 'SetMetadata', keyIndex: first, valueIndex: second };
      case packedForm.property: {
        const value = this.constants.at(this.third[address] ?? 0);
        return { op: 'SetProperty', target: first, keyIndex: second, value };
      }
      default:
        return this.wholes[first];
    }
  }

  slice(start = 0, end = this.length): readonly Instruction[] {
    const made: Instruction[] = [];
    const last = Math.min(end, this.length);
    for (let address = start; address < last; address++) made.push(this.made(address));
    return made;
  }

  map<T>(make: (instruction: Instruction, address: number) => T): T[] {
    const all: T[] = [];
    this.forEach((instruction, address) => all.push(make(instruction, address)));
    return all;
  }

  forEach(look: (instruction: Instruction, address: number) => void): void {
    for (let address = 0; address < this.length; address++) look(this.made(address), address);
  }

  *[Symbol.iterator](): Iterator<Instruction> {
    for (let address = 0; address < this.length; address++) yield this.made(address);
  }

  /** As JSON it is the array of its instructions. */
  toJSON(): readonly Instruction[] {
    return this.slice();
  }

  private made(address: number): Instruction {
    const instruction = this.at(address);
    if (instruction === undefined) throw new RangeError(`there is no instruction ${address}`);
    return instruction;
  }
}
