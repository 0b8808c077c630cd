import { FormatError } from './format-error.js';

const matchLeast = 4;
/** The format wants the last five bytes as literals and no match in the last twelve. */
const tailLiterals = 5;
const matchLimit = 12;
const hashBits = 15;

/** How many bytes one stored byte can stand for at most. */
export const lz4RatioMax = 255;

/**
 * Decodes one raw LZ4 block into exactly `size` bytes, or throws a `FormatError`. Offsets in
 * errors count from `base`. The caller bounds `size`.
 */
export function decodeLz4(block: Uint8Array, size: number, base = 0): Uint8Array {
  const output = new Uint8Array(size);
  let from = 0;
  let to = 0;
  const fail = (what: string): FormatError => new FormatError(base + from, `LZ4: ${what}`);
  const byte = (): number => {
    const value = block[from];
    if (value === undefined) throw fail('expected another byte');
    from += 1;
    return value;
  };
  const extended = (short: number): number => {
    let length = short;
    if (short < 15) return length;
    let more = 255;
    while (more === 255) {
      more = byte();
      length += more;
    }
    return length;
  };
  for (;;) {
    const token = byte();
    const literals = extended(token >> 4);
    if (literals > block.length - from) throw fail(`expected ${literals} literal bytes`);
    if (literals > size - to) throw fail(`expected at most ${size} bytes of output`);
    output.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === block.length) break;
    const distance = byte() | (byte() << 8);
    if (distance === 0 || distance > to) throw fail(`expected an offset from 1 to ${to}`);
    const length = extended(token & 15) + matchLeast;
    if (length > size - to) throw fail(`expected at most ${size} bytes of output`);
    copyMatch(output, to, distance, length);
    to += length;
  }
  if (to !== size) throw fail(`expected ${size} bytes of output, found ${to}`);
  return output;
}

/** Encodes bytes as one raw LZ4 block, greedily, the same way every time. */
export function encodeLz4(bytes: Uint8Array): Uint8Array {
  const output = new BlockOutput(bytes);
  const lastSeen = new Int32Array(1 << hashBits).fill(-1);
  const searchEnd = bytes.length - matchLimit;
  let anchor = 0;
  let at = 0;
  while (at < searchEnd) {
    const slot = hash(bytes, at);
    const candidate = lastSeen[slot] ?? -1;
    lastSeen[slot] = at;
    if (candidate < 0 || at - candidate > 0xffff || !sameFour(bytes, candidate, at)) {
      at += 1;
      continue;
    }
    const length = matchLength(bytes, candidate, at);
    output.sequence(anchor, at, at - candidate, length);
    at += length;
    anchor = at;
  }
  output.last(anchor);
  return output.finish();
}

function copyMatch(output: Uint8Array, to: number, distance: number, length: number): void {
  if (distance >= length) {
    output.copyWithin(to, to - distance, to - distance + length);
    return;
  }
  for (let at = to; at < to + length; at += 1) output[at] = output[at - distance] ?? 0;
}

function sameFour(bytes: Uint8Array, one: number, other: number): boolean {
  for (let at = 0; at < matchLeast; at += 1) {
    if (bytes[one + at] !== bytes[other + at]) return false;
  }
  return true;
}

function hash(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return Math.imul(a | (b << 8) | (c << 16) | (d << 24), 0x9e3779b1) >>> (32 - hashBits);
}

function matchLength(bytes: Uint8Array, candidate: number, at: number): number {
  const end = bytes.length - tailLiterals;
  let length = matchLeast;
  while (at + length < end && bytes[candidate + length] === bytes[at + length]) length += 1;
  return length;
}

/** The sequences of a block: literals of the input, then a match. */
class BlockOutput {
  private readonly bytes: Uint8Array;
  private to = 0;

  constructor(private readonly input: Uint8Array) {
    this.bytes = new Uint8Array(input.length + Math.ceil(input.length / 255) + 16);
  }

  sequence(start: number, end: number, distance: number, length: number): void {
    this.literals(start, end, Math.min(length - matchLeast, 15));
    this.put(distance & 0xff);
    this.put(distance >> 8);
    this.extend(length - matchLeast);
  }

  last(start: number): void {
    this.literals(start, this.input.length, 0);
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.to);
  }

  private literals(start: number, end: number, matchNibble: number): void {
    this.put((Math.min(end - start, 15) << 4) | matchNibble);
    this.extend(end - start);
    this.bytes.set(this.input.subarray(start, end), this.to);
    this.to += end - start;
  }

  private extend(length: number): void {
    if (length < 15) return;
    let left = length - 15;
    for (; left >= 255; left -= 255) this.put(255);
    this.put(left);
  }

  private put(value: number): void {
    this.bytes[this.to] = value;
    this.to += 1;
  }
}
