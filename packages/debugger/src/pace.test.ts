import assert from 'node:assert/strict';
import { Pace } from './pace.js';

/** Takes as long as so many instructions of some duration. */
function busy(instructions: number, microseconds: number): void {
  const end = performance.now() + (instructions * microseconds) / 1_000;
  while (performance.now() < end);
}

describe('the pace of a session', () => {
  it('keeps slices of slow instructions short, and those of quick ones long', () => {
    const pace = new Pace();
    const sizes = (microseconds: number): number => {
      let last = 0;
      for (let round = 0; round < 12; round++) {
        last = pace.slice(
          (count) => {
            busy(count, microseconds);
            return count;
          },
          () => true,
        );
      }
      return last;
    };
    assert.ok(sizes(20) <= 800);
    assert.equal(sizes(0), 20_000);
    assert.ok(sizes(20) <= 800);
  });

  it('learns nothing from a slice that ended early', () => {
    const pace = new Pace();
    const size = (): number =>
      pace.slice(
        (count) => count,
        () => false,
      );
    assert.equal(size(), size());
  });
});
