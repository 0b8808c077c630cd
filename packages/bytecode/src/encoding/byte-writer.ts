const utf8 = new TextEncoder();
const shortMost = 64;

/** Writes what `ByteReader` reads. A number out of its type's range is a bug, not user input. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  /** How many bytes have been written. */
  get size(): number {
    return this.length;
  }

  u8(value: number): void {
    check(value, 0, 0xff);
    const start = this.reserve(1);
    this.view.setUint8(start, value);
  }

  bool(value: boolean): void {
    this.u8(value ? 1 : 0);
  }

  u32(value: number): void {
    check(value, 0, 0xffff_ffff);
    const start = this.reserve(4);
    this.view.setUint32(start, value, true);
  }

  /** One to five bytes of seven bits each, the lowest ones first. */
  varint(value: number): void {
    check(value, 0, 0xffff_ffff);
    let start = this.reserve(1);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[start] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 128);
      start = this.reserve(1);
    }
    this.bytes[start] = rest;
  }

  i32(value: number): void {
    check(value, -0x8000_0000, 0x7fff_ffff);
    const start = this.reserve(4);
    this.view.setInt32(start, value, true);
  }

  u64(value: bigint): void {
    if (BigInt.asUintN(64, value) !== value) throw new RangeError(`${value} is no u64`);
    const start = this.reserve(8);
    this.view.setBigUint64(start, value, true);
  }

  i64(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) throw new RangeError(`${value} is no i64`);
    const start = this.reserve(8);
    this.view.setBigInt64(start, value, true);
  }

  f32(value: number): void {
    const start = this.reserve(4);
    this.view.setFloat32(start, value, true);
  }

  f64(value: number): void {
    const start = this.reserve(8);
    this.view.setFloat64(start, value, true);
  }

  count(value: number): void {
    check(value, 0, Number.MAX_SAFE_INTEGER);
    const start = this.reserve(8);
    this.view.setUint32(start, value % 2 ** 32, true);
    this.view.setUint32(start + 4, Math.floor(value / 2 ** 32), true);
  }

  raw(bytes: Uint8Array): void {
    const start = this.reserve(bytes.length);
    this.bytes.set(bytes, start);
  }

  string(text: string): void {
    if (text.length <= shortMost && this.shortAscii(text)) return;
    const bytes = utf8.encode(text);
    this.count(bytes.length);
    this.raw(bytes);
  }

  /** A copy of what has been written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Most names are short and ASCII, for which asking an encoder takes longest. */
  private shortAscii(text: string): boolean {
    const start = this.length;
    this.count(text.length);
    let at = this.reserve(text.length);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.length = start;
        return false;
      }
      this.bytes[at] = code;
      at += 1;
    }
    return true;
  }

  private reserve(length: number): number {
    const start = this.length;
    this.length += length;
    if (this.length > this.bytes.length) this.grow();
    return start;
  }

  private grow(): void {
    const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

function check(value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${value} is no integer from ${least} to ${most}`);
  }
}
