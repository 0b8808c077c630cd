import assert from 'node:assert/strict';
import { suggestion } from './suggest.js';

const known = ['run', 'check', 'debug', 'dap'];

describe('a misspelt word', () => {
  const cases: readonly (readonly [word: string, meant: string | undefined])[] = [
    ['chekc', 'check'],
    ['debg', 'debug'],
    ['rum', 'run'],
    ['dpa', 'dap'],
    ['compile', undefined],
    ['', undefined],
    ['x'.repeat(1000), undefined],
  ];
  for (const [word, meant] of cases) {
    it(`${JSON.stringify(word.slice(0, 10))} may mean ${meant ?? 'nothing known'}`, () => {
      assert.equal(suggestion(word, known), meant === undefined ? '' : `; did you mean ${meant}?`);
    });
  }
});
