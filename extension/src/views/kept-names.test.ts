import { deepEqual } from 'node:assert/strict';
import { KeptNames } from './kept-names.js';

describe('names that a person has chosen', () => {
  it('are kept in the order in which they were chosen', () => {
    const kept = new Map<string, unknown>();
    const store = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: readonly string[]) => kept.set(key, value),
    };
    const names = new KeptNames('k', store);
    for (const name of ['ra', 'pc', 'fp', 'pc']) names.toggle(name);
    deepEqual(kept.get('k'), ['ra', 'fp']);
    deepEqual([...new KeptNames('k', store)], ['ra', 'fp']);
  });

  it('are only text, whatever was kept', () => {
    for (const value of [undefined, 'pc', 5, [5, null]]) {
      const store = { get: () => value, update: () => undefined };
      deepEqual([...new KeptNames('k', store)], []);
    }
  });
});
