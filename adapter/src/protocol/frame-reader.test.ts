import assert from 'node:assert/strict';
import { FrameReader, maxBodyBytes } from './frame-reader.js';

function frame(body: string, header = `Content-Length: ${Buffer.byteLength(body)}`): string {
  return `${header}\r\n\r\n${body}`;
}

/** What a reader makes of a stream that comes in pieces. */
function read(...pieces: readonly (string | Buffer)[]): (string | number)[] {
  const seen: (string | number)[] = [];
  const reader = new FrameReader({
    body: (text) => seen.push(text),
    tooLong: (bytes) => seen.push(bytes),
  });
  for (const piece of pieces) reader.push(Buffer.from(piece));
  return seen;
}

describe('the reader of frames', () => {
  it('reads a frame that is cut anywhere, also within a character', () => {
    const bytes = Buffer.from(frame('{"a":"é𝄞"}'));
    for (let at = 0; at <= bytes.length; at++) {
      assert.deepEqual(read(bytes.subarray(0, at), bytes.subarray(at)), ['{"a":"é𝄞"}']);
    }
    assert.deepEqual(read(...[...bytes].map((byte) => Buffer.of(byte))), ['{"a":"é𝄞"}']);
  });

  it('reads many frames that come at once, empty ones too', () => {
    assert.deepEqual(read(frame('1') + frame('') + frame('two')), ['1', '', 'two']);
  });

  const headers: readonly (readonly [string, string])[] = [
    ['another case', 'content-LENGTH: 2'],
    ['no space', 'Content-Length:2'],
    ['much space', 'Content-Length: \t 2 \t'],
    ['another line before it', 'Content-Type: application/json\r\nContent-Length: 2'],
    ['another line behind it', 'Content-Length: 2\r\nX-Content-Length: 77'],
    ['something that is no frame before it', '{"x":1}Content-Length: 2'],
  ];
  for (const [what, header] of headers) {
    it(`reads a header with ${what}`, () => {
      assert.deepEqual(read(frame('{}', header) + frame('next')), ['{}', 'next']);
    });
  }

  const bad = ['Content-Length: -2', 'Content-Length: two', 'Content-Length: 2.5', 'X: 2', ''];
  for (const header of bad) {
    it(`passes over a frame whose header is "${header}", and no other`, () => {
      assert.deepEqual(read(frame('{}', header) + frame('next')), ['next']);
    });
  }

  it('finds the next frame behind a long stretch that is none', () => {
    assert.deepEqual(read('.'.repeat(100_000), frame('next')), ['next']);
  });

  it('refuses a length above the limit at once, and reads nothing behind it', () => {
    const length = maxBodyBytes + 1;
    assert.deepEqual(read(frame('', `Content-Length: ${length}`), frame('next')), [length]);
  });
});
