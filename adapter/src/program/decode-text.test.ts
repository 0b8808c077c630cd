import assert from 'node:assert/strict';
import { decodeText } from './decode-text.js';

describe('decoding a text', () => {
  it('drops a byte order mark', () => {
    assert.deepEqual(decodeText(Buffer.from('\ufeffagent')), { text: 'agent' });
  });

  it('keeps everything else, replacement characters included', () => {
    const text = 'ä €\u{1f6b2} \ufffd\r\n';
    assert.deepEqual(decodeText(Buffer.from(text)), { text });
  });

  const bad: readonly [string, number[], string][] = [
    ['at its beginning', [0xff], ':1:1: not UTF-8 text: byte 0xff at offset 0'],
    ['behind a line', [0x61, 0x0a, 0xc3, 0x28], ':2:1: not UTF-8 text: byte 0xc3 at offset 2'],
    ['where a character is cut off', [0x61, 0xe2, 0x82], ':1:2: not UTF-8 text: byte 0xe2'],
    ['where a character is cut off by another', [0xe2, 0x82, 0x41], ':1:1: not UTF-8 text'],
    ['in a surrogate', [0x61, 0xed, 0xa0, 0x80], ':1:2: not UTF-8 text: byte 0xed'],
    ['after many characters', [...Buffer.from('ö'.repeat(999)), 0x80], ':1:1000: not UTF-8'],
  ];
  for (const [where, bytes, expected] of bad) {
    it(`says where a wrong byte is: ${where}`, () => {
      const decoded = decodeText(Buffer.from(bytes));
      assert.ok('problem' in decoded);
      assert.ok(decoded.problem.startsWith(expected), decoded.problem);
    });
  }

  it('refuses a zero byte as no text at all', () => {
    const decoded = decodeText(Buffer.from([65, 66, 0]));
    assert.deepEqual(decoded, { problem: ' is not a text file: byte 2 is zero' });
  });
});
