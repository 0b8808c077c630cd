import { deepEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { FormatError } from './format-error.js';
import { decodeLz4, encodeLz4 } from './lz4.js';

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('LZ4 blocks', () => {
  it('a block of the reference decodes', () => {
    deepEqual(
      decodeLz4(bytes('22 0300 0100 f001 0b000000 01000000 24000000 24000000'), 24),
      bytes('0300000000000000 0b000000 01000000 24000000 24000000'),
    );
  });

  it('a block that another encoder made decodes', () => {
    const block =
      'e26167656e74207772697465723b200e0046726561640e000a1c000a0e000f2a00a6507465723b20';
    const plain = 'agent writer; agent reader; agent writer; '.repeat(6);
    deepEqual(decodeLz4(bytes(block), plain.length), new TextEncoder().encode(plain));
  });

  const refused: readonly (readonly [name: string, block: string, size: number])[] = [
    ['an empty block', '', 0],
    ['literals that are missing', '50 01', 5],
    ['an endless length', 'f0 ff ff ff', 1000],
    ['an offset of 0', '10 01 0000', 5],
    ['an offset before the start', '10 01 0200', 5],
    ['half an offset', '10 01 01', 5],
    ['more output than declared', '1f 01 0100 ff ff 00 00', 8],
    ['less output than declared', '10 01', 2],
  ];
  for (const [name, block, size] of refused) {
    it(`${name} is refused`, () => throws(() => decodeLz4(bytes(block), size), FormatError));
  }

  it('what was encoded decodes to itself', () => {
    const repetitive = fc
      .array(fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.nat(400)), { maxLength: 8 })
      .map((runs) =>
        Uint8Array.from(
          runs.flatMap(([run, times]) =>
            Array(times)
              .fill([...run])
              .flat(),
          ),
        ),
      );
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), repetitive), (plain) => {
        deepEqual(decodeLz4(encodeLz4(plain), plain.length), plain);
      }),
    );
  });

  it('any bytes either decode to the declared size or are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(300), (block, size) => {
        try {
          deepEqual(decodeLz4(block, size).length, size);
        } catch (error) {
          deepEqual(error instanceof FormatError, true);
        }
      }),
    );
  });
});
