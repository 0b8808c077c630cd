import { equal } from 'node:assert/strict';
import { describeChanges, hexadecimal } from './format.js';

describe('a value in hexadecimal', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0', '0x0'],
    ['255', '0xff'],
    ['-1', '-0x1'],
    ['9007199254740993', '0x20000000000001'],
    ['0.5', '0.5'],
    ['"12"', '"12"'],
    ['1e21', '1e21'],
  ];
  for (const [value, expected] of cases) {
    it(`${value} is ${expected}`, () => equal(hexadecimal(value), expected));
  }
});

describe('the text of changed registers', () => {
  it('has the old and the new values, and flags by their names', () => {
    const text = describeChanges([
      { name: 'pc', value: '42', before: '41' },
      { name: 'sp', value: '2' },
      { name: 'zero', value: 'true', before: 'false' },
      { name: 'error', value: 'false', before: 'true' },
    ]);
    equal(text, 'pc 41 \u2192 42 \u00b7 zero \u00b7 not error');
  });
});
