import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader, itemsMax } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { list, text } from './codec.js';

const texts = list(text);

function written(values: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  texts.write(writer, values);
  return writer.finish();
}

describe('texts in a file', () => {
  it('come back as they were, however often they occur', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 70 }),
      fc.constantFrom('', 'a', 'ä', '\u007f', '\u0080', 'x'.repeat(63), 'x'.repeat(64), 'a\0'),
    );
    fc.assert(
      fc.property(fc.array(word), fc.nat(5), (words, times) => {
        const all = Array.from({ length: times }, () => words).flat();
        deepEqual(texts.read(new ByteReader(written(all))), all);
      }),
    );
  });

  it('come back where there are more of them than are remembered', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `name ${index * 7_919}`);
    deepEqual(texts.read(new ByteReader(written([...many, ...many]))), [...many, ...many]);
  });

  it('are refused where they are no UTF-8, with the byte they start at', () => {
    const bytes = written(['ab', 'cd']);
    bytes[26] = 0xff;
    const message = 'expected text in UTF-8 in x';
    throws(() => texts.read(new ByteReader(bytes, 100, ' in x')), { offsetBytes: 126, message });
  });
});

describe('counts in a file', () => {
  it('are bounded together, before anything is made of them', () => {
    const bytes = new Uint8Array(16 + itemsMax);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 6, true);
    view.setUint32(8, itemsMax - 5, true);
    const reader = new ByteReader(bytes);
    equal(reader.itemCount(1), 6);
    throws(() => reader.itemCount(1), {
      offsetBytes: 8,
      message: `expected at most ${itemsMax} values, found ${itemsMax + 1}`,
    });
  });
});

describe('whole numbers of as few bytes as they need', () => {
  it('come back as they were', () => {
    const number = fc.oneof(
      fc.nat(0xffff_ffff),
      fc.constantFrom(0, 0x7f, 0x80, 0x3fff, 0x4000, 0xffff_ffff),
    );
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const writer = new ByteWriter();
        for (const each of numbers) writer.varint(each);
        const reader = new ByteReader(writer.finish());
        deepEqual(
          numbers.map(() => reader.varint()),
          numbers,
        );
        equal(reader.remaining, 0);
      }),
    );
  });

  const damaged: readonly (readonly [string, readonly number[]])[] = [
    ['one that the end cuts off', [0x80]],
    ['one of six bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0]],
    ['one of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f]],
    ['none', []],
  ];
  for (const [what, bytes] of damaged) {
    it(`are refused where there is ${what}`, () => {
      throws(() => new ByteReader(Uint8Array.from(bytes), 7).varint(), {
        name: 'FormatError',
        offsetBytes: 7,
      });
    });
  }
});
