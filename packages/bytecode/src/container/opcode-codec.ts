import {
  bool,
  type Codec,
  constant,
  f64,
  i32,
  i64,
  list,
  nested,
  pairs,
  text,
  u32,
  u64,
} from '../encoding/codec.js';
import { instructionTable, type Op, opOfTag } from '../opcodes.js';

/** Opcodes count from the first stack instruction. */
const firstStackTag = instructionTable.Push.tag;

/** An opcode of the section Instructions; what `Push` and `Debug` hold is read and dropped. */
export interface Opcode {
  readonly op: Op;
  readonly operand?: number;
}

const value: Codec<unknown> = nested(4, () => valueBody);
const valueBodies: readonly Codec<unknown>[] = [
  ...[constant(null), bool, i64, f64, u32, u32, u64],
  ...[list(value), pairs(u32, value)],
];

const valueBody: Codec<unknown> = {
  bytesLeast: 4,
  write: (writer) => writer.u32(0),
  read(reader) {
    const start = reader.offset;
    const tag = reader.u32();
    const body = valueBodies[tag];
    if (body === undefined) throw reader.error(`expected a value from 0 to 8, found ${tag}`, start);
    return body.read(reader);
  },
};

export const opcodesCodec: Codec<readonly Opcode[]> = list<Opcode>({
  bytesLeast: 4,
  write(writer, { op, operand = 0 }) {
    writer.u32(instructionTable[op].tag - firstStackTag);
    if (op === 'InvokeAgent' || op === 'InvokeCrew' || op === 'Pipeline') writer.u32(operand);
    else if (op !== 'Nop') throw new RangeError(`${op} is not written as an opcode`);
  },
  read(reader) {
    const start = reader.offset;
    const tag = reader.u32();
    const op = opOfTag[tag + firstStackTag];
    if (op === undefined)
      throw reader.error(`expected an opcode from 0 to 38, found ${tag}`, start);
    const [kind] = instructionTable[op].operands;
    if (kind === undefined) return { op };
    if (op === 'Push') value.read(reader);
    else if (op === 'Debug') text.read(reader);
    else return { op, operand: (kind === 'offset' ? i32 : u32).read(reader) };
    return { op };
  },
});
