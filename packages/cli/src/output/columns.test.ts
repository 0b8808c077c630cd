import assert from 'node:assert/strict';
import { columns, counted } from './columns.js';

describe('columns', () => {
  it('stand under each other, without blanks at the end', () => {
    const rows = [
      ['a', 'long', 'x'],
      ['abc', 'b', ''],
    ];
    assert.deepEqual(columns(rows), ['a    long  x', 'abc  b']);
  });

  it('can end at the same place, and be indented', () => {
    assert.deepEqual(columns([['1'], ['22']], { right: [0], indent: '  ' }), ['   1', '  22']);
  });

  it('of no rows are nothing', () => {
    assert.deepEqual(columns([]), []);
  });
});

describe('a count', () => {
  it('is singular for one only', () => {
    const texts = [0, 1, 2].map((count) => counted(count, 'error'));
    assert.deepEqual(texts, ['0 errors', '1 error', '2 errors']);
  });
});
