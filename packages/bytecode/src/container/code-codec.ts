import type { Code } from '../code.js';
import type { ByteReader } from '../encoding/byte-reader.js';
import type { Codec } from '../encoding/codec.js';
import { instructionTable, type Op, opOfTag } from '../opcodes.js';
import { PackedCode, type WholeInstruction } from '../packed-code.js';
import { constantValue, instruction, restOf } from './instruction-codec.js';

/** How many numbers the operands of an instruction are, where they are at most two numbers. */
const numbers: Readonly<Partial<Record<Op, number>>> = {
  ...{ DeclareAgent: 1, DeclareWorkflow: 1, DeclareContext: 1, DeclareCrew: 1 },
  ...{ SetCapability: 2, SetMetadata: 2 },
};

const propertyForm = 3;
const wholeForm = 4;
const wholes: ReadonlySet<Op> = new Set<WholeInstruction['op']>([
  ...(['SetSecret', 'DefineStep', 'DefinePipeline', 'ResolveReference', 'Push'] as const),
]);

/** By tag: how many numbers there are, or one of the forms above. */
const forms: readonly number[] = opOfTag.map((op) => {
  if (op === 'SetProperty') return propertyForm;
  if (wholes.has(op)) return wholeForm;
  return numbers[op] ?? instructionTable[op].operands.length;
});

/** A list of instructions, which is read into columns. */
export const code: Codec<Code> = {
  bytesLeast: 8,
  write(writer, instructions) {
    writer.count(instructions.length);
    instructions.forEach((each) => {
      instruction.write(writer, each);
    });
  },
  read(reader) {
    const count = reader.itemCount(instruction.bytesLeast);
    const read = new PackedCode(count);
    for (let address = 0; address < count; address += 1) readInto(read, address, reader);
    return read;
  },
};

function readInto(read: PackedCode, address: number, reader: ByteReader): void {
  const start = reader.offset;
  const tag = reader.u8();
  switch (forms[tag]) {
    case 0:
      return read.putNumbers(address, tag, 0, 0);
    case 1:
      return read.putNumbers(address, tag, reader.u32(), 0);
    case 2:
      return read.putNumbers(address, tag, reader.u32(), reader.u32());
    case propertyForm:
      return read.putProperty(address, reader.u32(), reader.u32(), constantValue.read(reader));
    default:
      read.putWhole(address, restOf(tag, start, reader) as WholeInstruction);
  }
}
