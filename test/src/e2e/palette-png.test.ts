import { equal, ok } from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import { choosePalette } from './palette.js';
import { toPalettePng } from './palette-png.js';

/** The smallest picture that a browser could write: red, then blue. */
function twoPixels(): Buffer {
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from([1, 255, 0, 0, 1, 0, 255]));
  const end = Buffer.alloc(0);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', end)]);
}

function chunk(name: string, data: Buffer): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

describe('a picture of few colours', () => {
  it('has each of them in its palette', () => {
    const png = toPalettePng(twoPixels());
    const at = png.indexOf('PLTE', 0, 'latin1');
    // The second pixel is the first one and the difference, byte by byte.
    const colours = png.subarray(at + 4, at + 10).toString('hex');
    ok(['ff000000' + '00ff', '0000ffff0000'].includes(colours), colours);
  });

  it('keeps the colours that are everywhere where there are too many', () => {
    const many = Uint32Array.from({ length: 40_000 }, (_, index) =>
      index % 4 === 0 ? (index * 7919) & 0xffffff : 0x1f1f1f,
    );
    const { palette, indexOf } = choosePalette(many);
    equal(palette.length, 256);
    equal(palette[indexOf(0x1f1f1f)], 0x1f1f1f);
  });

  it('has the check sums of other programs', () => {
    equal(crc32(Buffer.from('IEND')).toString(16), 'ae426082');
  });
});
