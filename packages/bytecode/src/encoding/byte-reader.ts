import { FormatError } from './format-error.js';

const depthMax = 1000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads little-endian values one behind the other. Each read checks what is left first and throws
 * a `FormatError` with the byte offset, so that no length of a damaged file is ever allocated.
 */
export class ByteReader {
  private at = 0;
  private depth = 0;
  private readonly view: DataView;

  /** Offsets in errors count from `base`; `place` (such as ` in section X`) ends their message. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly base = 0,
    private readonly place = '',
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
    const start = this.offset;
    const count = this.u64();
    const fitting = Math.floor(this.remaining / itemBytes);
    if (count > BigInt(fitting)) {
      throw this.error(`expected a count of at most ${fitting}, found ${count}`, start);
    }
    return Number(count);
  }

  /** A view of the next bytes, not a copy. */
  raw(length: number): Uint8Array {
    const start = this.take(length, `${length} bytes`);
    return this.bytes.subarray(start, start + length);
  }

  string(): string {
    const bytes = this.raw(this.count(1));
    try {
      return utf8.decode(bytes);
    } catch {
      throw this.error('expected text in UTF-8', this.offset - bytes.length);
    }
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
