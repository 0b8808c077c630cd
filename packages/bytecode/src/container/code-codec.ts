import type { Code } from '../code.js';
import type { ByteReader } from '../encoding/byte-reader.js';
import type { Codec } from '../encoding/codec.js';
import { PackedCode } from '../packed-code.js';
import { formOfTag, packedForm, type WholeInstruction } from '../packed-form.js';
import { constantValue, instruction, restOf } from './instruction-codec.js';

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
  switch (formOfTag[tag]) {
    case packedForm.none:
      return read.putNumbers(address, tag, 0, 0);
    case packedForm.id:
    case packedForm.unsigned:
    case packedForm.signed:
      return read.putNumbers(address, tag, reader.u32(), 0);
    case packedForm.capability:
    case packedForm.metadata:
      return read.putNumbers(address, tag, reader.u32(), reader.u32());
    case packedForm.property:
      return read.putProperty(address, reader.u32(), reader.u32(), constantValue.read(reader));
    default:
      read.putWhole(address, restOf(tag, start, reader) as WholeInstruction);
  }
}
