import assert from 'node:assert/strict';
import { timeText } from '@mso/vm';
import { csvField } from './profile-csv.js';

const fields: readonly (readonly [value: string | number, text: string])[] = [
  [12, '12'],
  ['plain text', 'plain text'],
  ['a,b', '"a,b"'],
  ['step "x"', '"step ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['', ''],
];

describe('a field of a CSV', () => {
  for (const [value, text] of fields) {
    it(`${JSON.stringify(value)} is ${JSON.stringify(text)}`, () => {
      assert.equal(csvField(value), text);
    });
  }
});

const times: readonly (readonly [milliseconds: number, text: string])[] = [
  [0, '0'],
  [0.0421, '42.1 µs'],
  [1, '1.0 ms'],
  [999, '999.0 ms'],
  [61_000, '1.0 min'],
  [5_400_000, '1.5 h'],
  [360_000_000, '100.0 h'],
];

describe('a time of a profile', () => {
  for (const [milliseconds, text] of times) {
    it(`${milliseconds} ms is ${text}`, () => assert.equal(timeText(milliseconds), text));
  }
});
