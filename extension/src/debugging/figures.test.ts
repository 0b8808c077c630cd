import { equal } from 'node:assert/strict';
import { figuresText } from './figures.js';

describe('the figures of a run', () => {
  const cases: readonly (readonly [number, number, string])[] = [
    [0, 0, '0 instructions'],
    [1, 0, '1 instruction'],
    [12_345, 7, '12,345 instructions \u00b7 7 ms'],
    [2, 1500, '2 instructions \u00b7 1 s 500 ms'],
    [2, 7_500_000, '2 instructions \u00b7 2 h 5 min'],
    [2, 86_400_000, '2 instructions \u00b7 1 d'],
  ];
  for (const [instructions, machineMs, expected] of cases) {
    it(expected, () => equal(figuresText({ instructions, machineMs }), expected));
  }
});
