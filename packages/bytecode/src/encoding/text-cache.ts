const slotsMost = 1 << 18;
const slotsAtFirst = 1 << 6;
/** Longer texts seldom occur twice. */
const lengthsMost = 64;

/**
 * Texts that were read before, found by their bytes. The names in a module occur again and again:
 * with this, most of them are neither decoded nor kept twice.
 */
export class TextCache {
  /** Which bytes a slot's text was: their start times `lengthsMost`, and their number. */
  private places = new Float64Array(slotsAtFirst);
  private texts: (string | undefined)[] = new Array(slotsAtFirst);
  private mask = slotsAtFirst - 1;
  private roomLeft = slotsAtFirst;

  constructor(private readonly bytes: Uint8Array) {}

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
    if (--this.roomLeft === 0) this.grow();
    return text;
  }

  /** What it knows is forgotten: a file that has many texts has more to come. */
  private grow(): void {
    const slots = this.texts.length * 8;
    this.roomLeft = slots;
    if (slots > slotsMost) return;
    this.places = new Float64Array(slots);
    this.texts = new Array(slots);
    this.mask = slots - 1;
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
