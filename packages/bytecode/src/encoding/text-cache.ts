const slotsMost = 1 << 18;
const slotsAtFirst = 1 << 6;
/** Longer texts seldom occur twice. */
const lengthsMost = 64;

/**
 * Texts that were read before, found by their bytes. The names in a module occur again and again:
 * with this, most of them are neither decoded nor kept twice.
 */
export class TextCache {
  /** Which bytes a slot's text was: where they start, and their number. */
  private starts = new Int32Array(slotsAtFirst);
  private lengths = new Uint8Array(slotsAtFirst);
  private texts: (string | undefined)[] = new Array(slotsAtFirst);
  private mask = slotsAtFirst - 1;
  private roomLeft = slotsAtFirst;
  private readonly view: DataView;
  /** By their number, the units of the text that is being made. */
  private readonly units: number[][] = [];

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The text of `length` bytes from `start`, which are there; `decode` makes it from its bytes. */
  text(start: number, length: number, decode: (bytes: Uint8Array) => string): string {
    if (length === 0) return '';
    if (length >= lengthsMost) return decode(this.bytes.subarray(start, start + length));
    const slot = this.slot(start, length);
    const known = this.isSame(slot, start, length) ? this.texts[slot] : undefined;
    if (known !== undefined) return known;
    const text = this.ascii(start, length) ?? decode(this.bytes.subarray(start, start + length));
    this.starts[slot] = start;
    this.lengths[slot] = length;
    this.texts[slot] = text;
    if (--this.roomLeft === 0) this.grow();
    return text;
  }

  /** What it knows is forgotten: a file that has many texts has more to come. */
  private grow(): void {
    const slots = this.texts.length * 8;
    this.roomLeft = slots;
    if (slots > slotsMost) return;
    this.starts = new Int32Array(slots);
    this.lengths = new Uint8Array(slots);
    this.texts = new Array(slots);
    this.mask = slots - 1;
  }

  /** Four bytes at a time, then those that are left. */
  private slot(start: number, length: number): number {
    const end = start + length;
    let hash = length;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ this.view.getInt32(at, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (; at < end; at += 1) hash = Math.imul(hash ^ (this.bytes[at] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  private isSame(slot: number, start: number, length: number): boolean {
    if (this.lengths[slot] !== length) return false;
    const known = this.starts[slot] ?? 0;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (this.view.getInt32(known + at) !== this.view.getInt32(start + at)) return false;
    }
    for (; at < length; at += 1) {
      if (this.bytes[known + at] !== this.bytes[start + at]) return false;
    }
    return true;
  }

  /** The text of bytes that are its characters, which takes half as long as decoding it. */
  private ascii(start: number, length: number): string | undefined {
    this.units[length] ??= new Array<number>(length).fill(0);
    const units = this.units[length];
    let bits = 0;
    for (let at = 0; at < length; at += 1) {
      const byte = this.bytes[start + at] ?? 0;
      units[at] = byte;
      bits |= byte;
    }
    return bits < 0x80 ? String.fromCharCode(...units) : undefined;
  }
}
