const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (IEEE) of the parts as if they were one. */
export function crc32(...parts: readonly Uint8Array[]): number {
  let state = 0xffffffff;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      state = (table[(state ^ (part[at] ?? 0)) & 0xff] ?? 0) ^ (state >>> 8);
    }
  }
  return ~state >>> 0;
}
