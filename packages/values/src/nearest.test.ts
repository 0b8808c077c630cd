import assert from 'node:assert/strict';
import { nearest } from './nearest.js';

const words = ['writer', 'editor', 'max_tokens', 'initial-response'];

const cases: readonly (readonly [word: string, found: string | undefined])[] = [
  ['writr', 'writer'],
  ['wirter', 'writer'],
  ['Editor', 'editor'],
  ['maxTokens', 'max_tokens'],
  ['initial_response', 'initial-response'],
  ['something', undefined],
  ['', undefined],
  ['writer', undefined],
  ['w'.repeat(100), undefined],
];

describe('the nearest word', () => {
  for (const [word, found] of cases) {
    it(`to '${word.slice(0, 20)}' is ${found ?? 'none'}`, () => {
      assert.equal(nearest(word, words), found);
    });
  }
});
