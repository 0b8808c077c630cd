import { deepEqual, equal } from 'node:assert/strict';
import { StringPool } from './string-pool.js';

describe('the string pool', () => {
  it('numbers strings in the order in which they come', () => {
    const pool = new StringPool();
    deepEqual(
      ['b', 'a', 'c'].map((text) => pool.intern(text)),
      [0, 1, 2],
    );
    deepEqual(pool.strings, ['b', 'a', 'c']);
  });

  it('keeps each string once', () => {
    const pool = new StringPool();
    equal(pool.intern('x'), pool.intern('x'));
    deepEqual(pool.strings, ['x']);
  });

  it('takes names that objects have already', () => {
    const pool = new StringPool();
    deepEqual(
      ['__proto__', 'constructor', '', '__proto__'].map((text) => pool.intern(text)),
      [0, 1, 2, 0],
    );
  });
});
