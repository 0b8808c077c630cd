const polynomial = 0xedb88320;
/** So many bytes are taken in one turn, which is what makes it fast. */
const stride = 8;
/** One behind the other, the remainders of each byte that 0 to 7 other bytes follow. */
const remainders = makeRemainders();

/** CRC-32 (IEEE) of bytes that follow those whose CRC-32 is `before`, which is 0 of none. */
export type Crc32 = (bytes: Uint8Array, before: number) => number;

/** The one that runs everywhere; a tenth as fast as what Node brings, where it does. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strideEnd = bytes.length - (bytes.length % stride);
  let state = ~before;
  let at = 0;
  for (; at < strideEnd; at += stride) {
    const low = view.getInt32(at, true) ^ state;
    const high = view.getInt32(at + 4, true);
    state =
      remainder(7, low) ^
      remainder(6, low >>> 8) ^
      remainder(5, low >>> 16) ^
      remainder(4, low >>> 24) ^
      remainder(3, high) ^
      remainder(2, high >>> 8) ^
      remainder(1, high >>> 16) ^
      remainder(0, high >>> 24);
  }
  for (; at < bytes.length; at += 1) {
    state = remainder(0, state ^ view.getUint8(at)) ^ (state >>> 8);
  }
  return ~state >>> 0;
}

/** Of the low byte of `value`, that `followers` other bytes follow. */
function remainder(followers: number, value: number): number {
  return remainders[(followers << 8) | (value & 0xff)] ?? 0;
}

function makeRemainders(): Int32Array {
  const table = new Int32Array(stride * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = ((value & 1) * polynomial) ^ (value >>> 1);
    table[byte] = value;
  }
  for (let index = 256; index < table.length; index += 1) {
    const before = table[index - 256] ?? 0;
    table[index] = (table[before & 0xff] ?? 0) ^ (before >>> 8);
  }
  return table;
}
