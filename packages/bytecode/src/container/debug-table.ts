import { itemsMax } from '../encoding/byte-reader.js';
import type { Codec } from '../encoding/codec.js';

/** Six numbers an instruction; see `DebugInfo.table`. */
const columns = 6;

/**
 * The table of the debug info, as what each number is more than the one above it. Neighbours come
 * from the same lines, so that most differences are small and take a byte instead of four.
 */
export const debugTable: Codec<Int32Array> = {
  bytesLeast: 8,
  write(writer, values) {
    writer.count(values.length);
    for (let index = 0; index < values.length; index++) {
      writer.varint(folded(((values[index] ?? 0) - above(values, index)) | 0));
    }
  },
  read(reader) {
    const start = reader.offset;
    const count = reader.count(1);
    if (count % columns !== 0 || count > columns * itemsMax) {
      throw reader.error(`expected ${columns} numbers an instruction, found ${count}`, start);
    }
    const values = new Int32Array(count);
    for (let index = 0; index < count; index++) {
      values[index] = above(values, index) + unfolded(reader.varint());
    }
    return values;
  },
};

function above(values: Int32Array, index: number): number {
  return index < columns ? 0 : (values[index - columns] ?? 0);
}

/** Small numbers whether negative or not: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
function folded(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function unfolded(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}
