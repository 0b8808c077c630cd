const slotsMost = 1 << 18;
const slotsLeast = 1 << 6;
/** Longer texts seldom occur twice. */
const lengthsMost = 64;

/**
 * Texts that were read before, found by their bytes. The names in a module occur again and again:
 * with this, most of them are neither decoded nor kept twice.
 */
export class TextCache {
  /** Which bytes a slot's text was: their start times `lengthsMost`, and their number. */
  private readonly places: Float64Array;
  private readonly texts: (string | undefined)[];
  private readonly mask: number;

  constructor(private readonly bytes: Uint8Array) {
    const wanted = 2 ** Math.ceil(Math.log2(bytes.length / 128 + 1));
    const slots = Math.min(slotsMost, Math.max(slotsLeast, wanted));
    this.mask = slots - 1;
    this.places = new Float64Array(slots);
    this.texts = new Array(slots);
  }

  /** The text of `length` bytes from `start`, which are there; `decode` makes it from its bytes. */
  text(start: number, length: number, decode: (bytes: Uint8Array) => string): string {
    if (length === 0) return '';
    if (length >= lengthsMost) return decode(this.bytes.subarray(start, start + length));
    const slot = this.slot(start, length);
    const known = this.isSame(slot, start, length) ? this.texts[slot] : undefined;
    if (known !== undefined) return known;
    const text = decode(this.bytes.subarray(start, start + length));
    this.places[slot] = start * lengthsMost + length;
    this.texts[slot] = text;
    return text;
  }

  private slot(start: number, length: number): number {
    let hash = length;
    for (let at = start; at < start + length; at += 1) {
      hash = Math.imul(hash ^ (this.bytes[at] ?? 0), 0x01000193);
    }
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  private isSame(slot: number, start: number, length: number): boolean {
    const place = this.places[slot] ?? 0;
    if (place % lengthsMost !== length) return false;
    const known = (place - length) / lengthsMost;
    for (let at = 0; at < length; at += 1) {
      if (this.bytes[known + at] !== this.bytes[start + at]) return false;
    }
    return true;
  }
}
