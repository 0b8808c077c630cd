import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import { ByteWriter } from './byte-writer.js';
import { crc32 } from './crc32.js';
import { sipHash13 } from './siphash.js';

function fields(version: number, ...counts: readonly number[]): Uint8Array {
  const writer = new ByteWriter();
  writer.u32(version);
  for (const count of counts) writer.count(count);
  return writer.finish();
}

describe('checksums', () => {
  it('CRC-32 has its check value, also over parts', () => {
    const digits = new TextEncoder().encode('123456789');
    equal(crc32(digits), 0xcbf43926);
    equal(crc32(digits.subarray(4), crc32(digits.subarray(0, 4))), 0xcbf43926);
    equal(crc32(new Uint8Array()), 0);
  });

  it('CRC-32 is what one bit after the other gives, whatever the parts', () => {
    const bitwise = (bytes: Uint8Array): number => {
      let state = -1;
      for (const byte of bytes) {
        state ^= byte;
        for (let bit = 0; bit < 8; bit++) state = (state >>> 1) ^ (state & 1 ? 0xedb88320 : 0);
      }
      return ~state >>> 0;
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, at) => {
        equal(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at))), bitwise(bytes));
      }),
    );
  });

  const hashes: readonly (readonly [fields: Uint8Array, hash: bigint])[] = [
    [fields(1, 6, 3), 0xd7664886a246b8cbn],
    [fields(1, 9, 4), 0x54d0d90dd614f12n],
    [fields(1, 0, 0), 0xfdd71ea6c55b36en],
    [fields(1, 3), 17840546512568722898n],
    [fields(1, 4), 1446616389684516546n],
    [fields(1, 10), 17428169323130536422n],
    [fields(1, 12), 9726280494061222429n],
  ];
  for (const [input, hash] of hashes) {
    it(`SipHash-1-3 of ${Buffer.from(input).toString('hex')} is ${hash}`, () => {
      equal(sipHash13(input), hash);
    });
  }
});
