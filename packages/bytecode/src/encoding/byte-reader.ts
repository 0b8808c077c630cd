import { FormatError } from './format-error.js';
import { TextCache } from './text-cache.js';

const depthMax = 1000;
/**
 * So many values may stand in the lists of what is read. The largest program that a compiler takes
 * has fewer; without it, a megabyte of compressed zeros would become gigabytes of objects.
 */
export const itemsMax = 6_000_000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decodeUtf8 = (bytes: Uint8Array): string => utf8.decode(bytes);

/**
 * Reads little-endian values one behind the other. Each read checks what is left first and throws
 * a `FormatError` with the byte offset, so that no length of a damaged file is ever allocated.
 */
export class ByteReader {
  private at = 0;
  private depth = 0;
  private items = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly texts: TextCache;

  /** Offsets in errors count from `base`; `place` (such as ` in section X`) ends their message. */
  constructor(
    bytes: Uint8Array,
    private readonly base = 0,
    private readonly place = '',
  ) {
    // Views of a Buffer would be Buffers, which take longer to make.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.texts = new TextCache(this.bytes);
  }

  get offset(): number {
    return this.base + this.at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  /** An error about what starts at `offset`, by default the next byte. */
  error(message: string, offset = this.offset): FormatError {
    return new FormatError(offset, `${message}${this.place}`);
  }

  u8(): number {
    return this.view.getUint8(this.take(1, 'a byte'));
  }

  bool(): boolean {
    const value = this.u8();
    if (value > 1) throw this.error(`expected 0 or 1, found ${value}`, this.offset - 1);
    return value === 1;
  }

  /** A whole number below 2^32 in one to five bytes of seven bits each, the lowest ones first. */
  varint(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined || byte > 0x7f) return this.longVarint();
    this.at += 1;
    return byte;
  }

  private longVarint(): number {
    const start = this.at;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.at];
      if (byte === undefined) break;
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80 && value <= 0xffff_ffff) return value;
    }
    throw this.error('expected a whole number of at most 5 bytes', this.base + start);
  }

  u32(): number {
    return this.view.getUint32(this.take(4, 'an integer of 4 bytes'), true);
  }

  i32(): number {
    return this.view.getInt32(this.take(4, 'an integer of 4 bytes'), true);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.take(8, 'an integer of 8 bytes'), true);
  }

  i64(): bigint {
    return this.view.getBigInt64(this.take(8, 'an integer of 8 bytes'), true);
  }

  f32(): number {
    return this.view.getFloat32(this.take(4, 'a number of 4 bytes'), true);
  }

  f64(): number {
    return this.view.getFloat64(this.take(8, 'a number of 8 bytes'), true);
  }

  /** A count of items of at least `itemBytes` each, which must fit into what is left. */
  count(itemBytes: number): number {
    const start = this.take(8, 'an integer of 8 bytes');
    const count = this.view.getUint32(start, true);
    const fitting = Math.floor(this.remaining / itemBytes);
    if (count > fitting || this.view.getUint32(start + 4, true) > 0) {
      const found = this.view.getBigUint64(start, true);
      const message = `expected a count of at most ${fitting}, found ${found}`;
      throw this.error(message, this.base + start);
    }
    return count;
  }

  /** A count of values that each become an object of their own. */
  itemCount(itemBytes: number): number {
    const start = this.offset;
    const count = this.count(itemBytes);
    this.items += count;
    if (this.items <= itemsMax) return count;
    throw this.error(`expected at most ${itemsMax} values, found ${this.items}`, start);
  }

  /** A view of the next bytes, not a copy. */
  raw(length: number): Uint8Array {
    const start = this.take(length, `${length} bytes`);
    return this.bytes.subarray(start, start + length);
  }

  string(): string {
    const start = this.at + 8;
    const length = this.skipString();
    try {
      return this.texts.text(start, length, decodeUtf8);
    } catch {
      throw this.error('expected text in UTF-8', this.base + start);
    }
  }

  /** Goes on behind a text without making it; gives how many bytes it has. */
  skipString(): number {
    const length = this.count(1);
    this.at += length;
    return length;
  }

  /** Runs `read` one level deeper; 1,000 levels are the most that a file may nest. */
  nested<T>(read: () => T): T {
    if (this.depth >= depthMax) {
      throw this.error(`expected values nested at most ${depthMax} deep`);
    }
    this.depth += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  end(): void {
    if (this.remaining > 0) throw this.error(`expected the end, found ${this.remaining} bytes`);
  }

  private take(length: number, what: string): number {
    const start = this.at;
    if (length > this.remaining) {
      throw this.error(`expected ${what}, but only ${this.remaining} bytes are left`);
    }
    this.at += length;
    return start;
  }
}
