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

  /** Long names differ at their beginning, in their middle or at their end, nearly always. */
  private slot(start: number, length: number): number {
    let hash = length;
    if (length < 8) {
      for (let at = start; at < start + length; at += 1) hash = mixed(hash, this.bytes[at] ?? 0);
    } else {
      hash = mixed(hash, this.four(start));
      hash = mixed(hash, this.four(start + (length >> 1) - 2));
      hash = mixed(hash, this.four(start + length - 4));
    }
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  /** Four bytes as a number. */
  private four(at: number): number {
    const { bytes } = this;
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    return low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
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

function mixed(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}
