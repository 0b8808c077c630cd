import assert from 'node:assert/strict';
import { readMarkers } from './markers.js';

describe('markers in texts of tests', () => {
  it('are taken out of the text, and say where they were', () => {
    const { text, cursors, ranges } = readMarkers('a<|>b\n<|c<|>d|>e');
    assert.equal(text, 'ab\ncde');
    assert.deepEqual(cursors, [
      { line: 0, character: 1 },
      { line: 1, character: 1 },
    ]);
    assert.deepEqual(ranges, [
      { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
    ]);
  });

  it('may mark an empty stretch', () => {
    const [range] = readMarkers('a<||>').ranges;
    assert.deepEqual(range?.start, range?.end);
  });
});
