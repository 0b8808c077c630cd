import { deepEqual, equal } from 'node:assert/strict';
import { type Moment, pastOf, placesOf, rowsOf, type Timeline } from './timeline.js';

const asked = (position: number): Moment => ({ position, kind: 'call', text: `${position}` });

function timelineOf(moments: readonly Moment[], position: number, end = 100): Timeline {
  return { start: 0, end, position, isTruncated: false, moments };
}

describe('the timeline', () => {
  it('stands from the latest back, and what is to come again above where one is', () => {
    const { later, earlier } = rowsOf(timelineOf([1, 5, 9, 12].map(asked), 5));
    deepEqual(
      [later, earlier].map((rows) => rows.map(({ position }) => position)),
      [
        [12, 9],
        [5, 1],
      ],
    );
  });

  it('shows what is nearest where there is much, and counts the rest', () => {
    const moments = Array.from({ length: 2000 }, (_, index) => asked(index));
    const { later, earlier, leftLater, leftEarlier } = rowsOf(timelineOf(moments, 1200, 2000));
    deepEqual([later.length, later.at(-1)?.position, leftLater], [500, 1201, 299]);
    deepEqual([earlier.length, earlier[0]?.position, leftEarlier], [500, 1200, 701]);
  });

  it('marks each place of its slider once, and only those of what is kept', () => {
    const moments = [10, 49, 50, 50.4, 100].map(asked);
    deepEqual(placesOf({ ...timelineOf(moments, 0), start: 20 }, 'call', 80), [29, 30, 80]);
    deepEqual(placesOf(timelineOf(moments, 0), 'reply', 80), []);
    deepEqual(placesOf(timelineOf([asked(0)], 0, 0), 'call', 80), [0]);
  });

  it('says how far back one is', () => {
    equal(pastOf(timelineOf([], 63)), 'replay −37');
    equal(pastOf(timelineOf([], 100)), undefined);
  });
});
