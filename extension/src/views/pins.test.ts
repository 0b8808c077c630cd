import { deepEqual, equal } from 'node:assert/strict';
import { Pins } from './pins.js';

const rows = ['pc', 'sp', 'fp', 'zero'].map((name) => ({ name }));

function arranged(pins: Pins): string {
  return pins
    .arrange(rows)
    .map(({ name }) => name)
    .join(' ');
}

describe('pinned rows', () => {
  it('come first, in the order in which they were pinned', () => {
    const pins = new Pins('k');
    pins.toggle('zero');
    pins.toggle('sp');
    equal(arranged(pins), 'zero sp pc fp');
    equal(pins.has('sp'), true);
    deepEqual(pins.missingIn(rows.slice(2)), ['sp']);
  });

  it('go back to their place when they are pinned no longer', () => {
    const pins = new Pins('k');
    pins.toggle('zero');
    pins.toggle('zero');
    equal(arranged(pins), 'pc sp fp zero');
  });

  it('are kept, and those that are not there now are kept as well', () => {
    const kept = new Map<string, unknown>();
    const store = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: readonly string[]) => kept.set(key, value),
    };
    const pins = new Pins('k', store);
    pins.toggle('ra');
    pins.toggle('fp');
    deepEqual(kept.get('k'), ['ra', 'fp']);
    equal(arranged(new Pins('k', store)), 'fp pc sp zero');
  });

  it('are none where what was kept is no list of names', () => {
    for (const value of [undefined, 'pc', 5, [5, null]]) {
      equal(
        arranged(new Pins('k', { get: () => value, update: () => undefined })),
        'pc sp fp zero',
      );
    }
  });
});
