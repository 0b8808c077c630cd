import { deepEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader } from '../encoding/byte-reader.js';
import { ByteWriter } from '../encoding/byte-writer.js';
import { debugTable } from './debug-table.js';

const extremes = fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, -(2 ** 31));
const row = fc.array(fc.oneof(fc.integer(), extremes), { minLength: 6, maxLength: 6 });

function written(values: Int32Array): Uint8Array {
  const writer = new ByteWriter();
  debugTable.write(writer, values);
  return writer.finish();
}

describe('the table of the debug info', () => {
  it('comes back as it was, whatever numbers it holds', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const values = Int32Array.from(rows.flat());
        deepEqual(debugTable.read(new ByteReader(written(values))), values);
      }),
    );
  });

  it('is refused where an instruction has less than six numbers', () => {
    const bytes = written(Int32Array.of(1, 2, 3, 4, 5, 6, 7));
    throws(() => debugTable.read(new ByteReader(bytes)), /expected 6 numbers an instruction/);
  });

  it('is refused where it promises more than there is', () => {
    const bytes = written(Int32Array.of(1, 2, 3, 4, 5, 6));
    throws(() => debugTable.read(new ByteReader(bytes.subarray(0, -1))), /expected a count/);
  });
});
