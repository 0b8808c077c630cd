import { deepEqual } from 'node:assert/strict';
import { decodeLz4, encodeLz4 } from './lz4.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** Bytes in which nothing occurs twice. */
const noise = bytes(
  [
    'bea6dae4868edc296d4eff56e17020fb8fb1580590c509dc53cdaa3b489952d3529d069feab5c206139849b2',
    '011eac3288319c52469571368f57f6391d16fa8874f5987c175c41bb6d718e0f7059c7011b2f333d91c01da5',
    '0d0dab338d7e5e8f3ee66874a63ab1c39311a864c7dbcae060e1f3bf090067a2e325a0213187d562c5a84f7e',
    '2e096b949fb06da99e5a0b467080b6cf470ca6a52ad8acfba0ebb779247223924880c5a6a785b7d78c90e4ab',
    '63445266e39c3325f95eaaba73605d4b717ebea98c571971c3ca5ee52a33ac885166a17b7567649a69ef6f56',
    '42a01d51c502f7bb9245be6f0db638cc10fdbb54511c7b079427937d92c3d4c6a56151013838a7bff1040d15',
    '9b801f83d5a469887c9fb601da9317458b12b202335c50d6e156a4ad424a5cdd8661e903',
  ].join(''),
);
const noiseBehind = bytes('12e10f9bea262c61dc62486b6d14e003854a7246');

const words = `${'the quick agent writes, the slow agent reads; '.repeat(40)}the end of it`;
const far = 'far away and long ago';

/**
 * Raw blocks out of frames that the `lz4` tool 1.9.4 made of these, with -1 or -9 (`-B7 -BI`): what
 * every other encoder writes need not be what ours writes.
 */
const blocks: readonly (readonly [name: string, plain: Uint8Array, block: string])[] = [
  ['100,000 zeros', new Uint8Array(100_000), `1f000100${'ff'.repeat(392)}0f500000000000`],
  ['a period of three', text('abc'.repeat(5_000)), `3f6162630300${'ff'.repeat(58)}b7506263616263`],
  [
    'matches that overlap themselves',
    text(`x${'a'.repeat(40)}${'y'.repeat(20)}abcdefghijkl`),
    '2f78610100141f79010000c06162636465666768696a6b6c',
  ],
  [
    'words, fast',
    text(words),
    'f00974686520717569636b206167656e74207772697465732c20180043736c6f77170061' +
      `72656164733b16000f2e00${'ff'.repeat(6)}f590656e64206f66206974`,
  ],
  [
    'words, thoroughly',
    text(words),
    'f00974686520717569636b206167656e74207772697465732c20180043736c6f7717007f' +
      `72656164733b202e00${'ff'.repeat(6)}f990656e64206f66206974`,
  ],
  [
    'noise around a run',
    Uint8Array.of(...noise, ...new Uint8Array(600).fill(7), ...noiseBehind),
    `ffff21${Buffer.from(noise).toString('hex')}0707070300ffff44f005` +
      Buffer.from(noiseBehind).toString('hex'),
  ],
  [
    'a match from 65,501 bytes before',
    Uint8Array.of(...text(far), ...new Uint8Array(65_480), ...text(`${far}!!!!!!!!!!!!!`)),
    `ff07${Buffer.from(far).toString('hex')}000100${'ff'.repeat(256)}` +
      'b40fddff0213210100502121212121',
  ],
  ['the shortest that has a match', text('a'.repeat(13)), '13610100506161616161'],
];

describe('LZ4 blocks of the lz4 tool', () => {
  for (const [name, plain, block] of blocks) {
    it(`${name}: decode, and what we encode decodes`, () => {
      deepEqual(decodeLz4(bytes(block), plain.length), plain);
      deepEqual(decodeLz4(encodeLz4(plain), plain.length), plain);
    });
  }
});
