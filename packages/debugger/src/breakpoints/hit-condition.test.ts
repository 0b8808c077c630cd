import { deepEqual, equal } from 'node:assert/strict';
import { parseHitCondition } from './hit-condition.js';

const table: readonly (readonly [condition: string, stopsAt: readonly number[]])[] = [
  ['3', [3]],
  ['==3', [3]],
  ['= 3', [3]],
  ['>=3', [3, 4, 5, 6]],
  ['> 3', [4, 5, 6]],
  ['<=3', [1, 2, 3]],
  ['<3', [1, 2]],
  ['%3', [3, 6]],
  [' % 2 ', [2, 4, 6]],
  ['0', []],
];

const unusable = ['', ' ', 'three', '%0', '-1', '1.5', '>', '!=3', '3 3', '>5 && <10', '=>3'];

describe('hit conditions', () => {
  for (const [condition, stopsAt] of table) {
    it(`${JSON.stringify(condition)} of six times stops at [${stopsAt}]`, () => {
      const holds = parseHitCondition(condition);
      deepEqual(
        [1, 2, 3, 4, 5, 6].filter((hits) => holds?.(hits)),
        stopsAt,
      );
      equal(holds === undefined, false);
    });
  }

  for (const text of unusable) {
    it(`${JSON.stringify(text)} is none`, () => equal(parseHitCondition(text), undefined));
  }
});
