import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { choosePalette } from './palette.js';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const headBytes = 13;

/**
 * A picture of the editor with at most 256 colours, which takes a third of the bytes. Pictures are
 * in the package, which is to stay small.
 */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const { palette, indexOf } = choosePalette(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    // Each row begins with the number of its filter, which is none.
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = indexOf(pixels[y * width + x] ?? 0);
    }
  }
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** A number a pixel: red, green and blue, eight bits each. */
  readonly pixels: Uint32Array;
}

/** A picture as browsers write it: eight bits a channel, with or without transparency. */
function decode(png: Buffer): Picture {
  const parts: Buffer[] = [];
  let head: Buffer | undefined;
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') head = data;
    if (name === 'IDAT') parts.push(data);
    at += length + 12;
  }
  if (head === undefined) throw new Error('not a PNG picture');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = head[9] === 6 ? 4 : head[9] === 2 ? 3 : 0;
  if (head[8] !== 8 || channels === 0 || head[12] !== 0) throw new Error('an unusual PNG picture');
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = bytes.readUIntBE(index * channels, 3);
  }
  return { width, height, pixels };
}

/** Rows are written as differences to what is left of, above, or both of each byte. */
function unfiltered(data: Buffer, rowBytes: number, height: number, channels: number): Buffer {
  const bytes = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= channels ? (bytes[at - channels] ?? 0) : 0;
      const above = y > 0 ? (bytes[at - rowBytes] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (bytes[at - rowBytes - channels] ?? 0) : 0;
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
      bytes[at] = (data[y * (rowBytes + 1) + 1 + x] ?? 0) + (predicted[filter] ?? 0);
    }
  }
  return bytes;
}

/** The one of three bytes that is nearest to where they lead. */
function paeth(left: number, above: number, corner: number): number {
  const goal = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((each) => Math.abs(goal - each));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
