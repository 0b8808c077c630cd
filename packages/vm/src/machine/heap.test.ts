import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { Heap } from './heap.js';

describe('a heap', () => {
  it('gives its items in their order, however they came and went', () => {
    const commands = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }));
    fc.assert(
      fc.property(commands, (numbers) => {
        const heap = new Heap<number>((left, right) => left - right);
        let expected: number[] = [];
        for (const number of numbers) {
          if (number === undefined) {
            equal(heap.take(), expected.shift());
          } else {
            heap.add(number);
            expected = [...expected, number].sort((left, right) => left - right);
          }
          equal(heap.first, expected[0]);
          equal(heap.size, expected.length);
        }
        const rest = Array.from({ length: heap.size }, () => heap.take());
        deepEqual(rest, expected);
      }),
    );
  });

  it('is empty once it is cleared', () => {
    const heap = new Heap<number>((left, right) => left - right);
    heap.add(1);
    heap.clear();
    equal(heap.size, 0);
    equal(heap.take(), undefined);
  });
});
