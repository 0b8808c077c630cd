import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { Code } from '../code.js';
import { ByteReader } from '../encoding/byte-reader.js';
import { ByteWriter } from '../encoding/byte-writer.js';
import type { ConstantValue, Instruction } from '../instructions.js';
import { instructionTable, opOfTag } from '../opcodes.js';
import { code } from './code-codec.js';

const u32 = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 0xffff_ffff }));
const unit = fc.constantFrom('Seconds' as const, 'Minutes' as const, 'Hours' as const);
const number = fc.oneof(fc.integer({ min: -2, max: 1_001 }), fc.constant(-0), fc.double());
const duration = fc.record({ value: number, unit }, { noNullPrototype: true });

const constant: fc.Arbitrary<ConstantValue> = fc.oneof(
  u32.map((index) => ({ kind: 'String' as const, index })),
  number.map((value) => ({ kind: 'Number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'Bool' as const, value })),
  duration.map((value) => ({ kind: 'Duration' as const, value })),
  fc.constantFrom({ kind: 'Null' as const }, { kind: 'Stack' as const }),
);

const declared = fc.constantFrom(
  'DeclareAgent',
  'DeclareWorkflow',
  'DeclareContext',
  'DeclareCrew',
);
const declaration: fc.Arbitrary<Instruction> = fc.oneof(
  fc.tuple(declared, u32).map(([op, id]) => ({ op, id }) as Instruction),
  fc
    .tuple(u32, u32, constant)
    .map(([target, keyIndex, value]) => ({ op: 'SetProperty' as const, target, keyIndex, value })),
  fc
    .tuple(u32, u32)
    .map(([agent, capabilityIndex]) => ({ op: 'SetCapability' as const, agent, capabilityIndex })),
  fc
    .tuple(u32, u32)
    .map(([keyIndex, valueIndex]) => ({ op: 'SetMetadata' as const, keyIndex, valueIndex })),
  fc.tuple(u32, u32).map(([context, keyIndex]) => ({
    ...{ op: 'SetSecret' as const, context, keyIndex },
    secret: { kind: 'Vault' as const, index: 1 },
  })),
  u32.map((index) => ({ op: 'ResolveReference' as const, kind: 'Memory' as const, index })),
  fc.tuple(u32, fc.option(duration), fc.option(u32)).map(([id, timeout, entry]) => ({
    ...{ op: 'DefineStep' as const, owner: id },
    step: {
      ...{ id, nameIndex: id, parallel: true, dependsOn: [id] },
      ...(timeout && { timeout }),
      ...(entry !== null && { entry }),
    },
  })),
);

const operations: fc.Arbitrary<Instruction> = fc
  .tuple(fc.constantFrom(...opOfTag.slice(instructionTable.Push.tag + 1)), u32)
  .map(([op, given]) => {
    const [kind] = instructionTable[op].operands;
    if (kind === undefined) return { op } as Instruction;
    return { op, operand: kind === 'offset' ? given | 0 : given } as Instruction;
  });

function read(instructions: Code): Code {
  const writer = new ByteWriter();
  code.write(writer, instructions);
  const reader = new ByteReader(writer.finish());
  const result = code.read(reader);
  reader.end();
  return result;
}

describe('code that was read', () => {
  it('is what was written, however it is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(declaration, operations)), fc.nat(9), (written, from) => {
        const found = read(written);
        equal(found.length, written.length);
        deepEqual([...found], written);
        deepEqual(found.slice(from, from + 3), written.slice(from, from + 3));
        deepEqual(
          found.map((instruction, address) => [address, instruction]),
          written.map((instruction, address) => [address, instruction]),
        );
        deepEqual(found.at(from), written[from]);
        equal(JSON.stringify(found), JSON.stringify(written));
        // And so it is when it is written again.
        deepEqual([...read(found)], written);
      }),
    );
  });

  it('keeps the bits of what is no number', () => {
    const writer = new ByteWriter();
    const nothings = [1, 2].map(() => Number.NaN);
    const values = nothings.map((value) => ({ kind: 'Number' as const, value }));
    code.write(
      writer,
      values.map((value) => ({ op: 'SetProperty' as const, target: 1, keyIndex: 0, value })),
    );
    const bytes = writer.finish();
    // The lowest byte of each number: a count, then tag, two numbers and a kind before it.
    for (const [index, at] of [21, 42].entries()) bytes[at] = index + 1;
    const again = new ByteWriter();
    code.write(again, code.read(new ByteReader(bytes)));
    deepEqual(again.finish(), bytes);
  });

  it('has no instruction before its first one and behind its last one', () => {
    const found = read([{ op: 'Nop' }]);
    deepEqual([found.at(-1), found.at(0), found.at(1)], [undefined, { op: 'Nop' }, undefined]);
  });
});
