import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader } from '../encoding/byte-reader.js';
import { ByteWriter } from '../encoding/byte-writer.js';
import { decoded } from '../encoding/format-error.js';
import type { Instruction, PushValue } from '../instructions.js';
import { instructionTable, opOfTag } from '../opcodes.js';
import { instruction } from './instruction-codec.js';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const { value } = fc.letrec<{ value: PushValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('String' as const), index: u32 }, { noNullPrototype: true }),
    fc.record(
      { kind: fc.constant('Number' as const), value: fc.double() },
      { noNullPrototype: true },
    ),
    fc.record({ kind: fc.constant('Reference' as const), address: u32 }, { noNullPrototype: true }),
    fc.record(
      { kind: fc.constant('Array' as const), items: fc.array(tie('value')) },
      { noNullPrototype: true },
    ),
    fc.record(
      {
        kind: fc.constant('Object' as const),
        entries: fc.array(
          fc.record({ keyIndex: u32, value: tie('value') }, { noNullPrototype: true }),
        ),
      },
      { noNullPrototype: true },
    ),
  ),
}));
const stackOps = opOfTag.slice(instructionTable.Push.tag + 1);
const operand = fc.integer({ min: 0, max: 0x7fff_ffff });
const anyInstruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ op: fc.constant('Push' as const), value }, { noNullPrototype: true }),
  fc.tuple(fc.constantFrom(...stackOps), operand).map(([op, number]) => {
    const taken = instructionTable[op].operands.length > 0;
    return (taken ? { op, operand: number } : { op }) as Instruction;
  }),
);

describe('stored instructions', () => {
  it('any stack instruction comes back as it was', () => {
    fc.assert(
      fc.property(anyInstruction, (stored) => {
        const writer = new ByteWriter();
        instruction.write(writer, stored);
        const reader = new ByteReader(writer.finish());
        deepEqual(instruction.read(reader), stored);
        reader.end();
      }),
    );
  });

  it('any bytes are an instruction or are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        decoded(() => instruction.read(new ByteReader(bytes)));
      }),
    );
  });
});
