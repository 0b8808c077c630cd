import type { Crc32 } from '../encoding/crc32.js';

/** What reading may use of its surroundings. */
export interface ReadOptions {
  /** Decompresses one Zstandard frame into at most `maxSize` bytes; absent where nothing can. */
  readonly zstdDecompress?: (bytes: Uint8Array, maxSize: number) => Uint8Array;
  /** A faster one than that of this package. */
  readonly crc32?: Crc32;
}
