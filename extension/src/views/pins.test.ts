import { deepEqual, equal } from 'node:assert/strict';
import { KeptNames } from './kept-names.js';
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
    const pins = new Pins(new KeptNames('k'));
    pins.toggle('zero');
    pins.toggle('sp');
    equal(arranged(pins), 'zero sp pc fp');
    equal(pins.has('sp'), true);
    deepEqual(pins.missingIn(rows.slice(2)), ['sp']);
  });

  it('go back to their place when they are pinned no longer', () => {
    const pins = new Pins(new KeptNames('k'));
    pins.toggle('zero');
    pins.toggle('zero');
    equal(arranged(pins), 'pc sp fp zero');
  });
});
