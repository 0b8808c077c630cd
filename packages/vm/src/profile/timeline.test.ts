import { deepEqual, equal, ok } from 'node:assert/strict';
import { ModuleBuilder } from '../testing/module-builder.js';
import { CallTree, type ProfileNode } from './call-tree.js';
import { Timeline } from './timeline.js';

const { root, idle } = new CallTree(new ModuleBuilder().build());

function timelineOf(stretches: readonly (readonly [ProfileNode, number])[], max?: number) {
  const timeline = new Timeline(max);
  for (const [node, ms] of stretches) timeline.add(node, ms);
  return timeline.stretches.map(({ node, ms }) => ({ node, ms }));
}

describe('a timeline', () => {
  it('joins what is at one place, and leaves out what took no time', () => {
    const found = timelineOf([
      ...([
        [root, 1],
        [root, 2],
      ] as const),
      ...([
        [idle, 0],
        [root, 3],
        [idle, 4],
      ] as const),
    ]);
    deepEqual(found, [
      { node: root, ms: 6 },
      { node: idle, ms: 4 },
    ]);
  });

  it('becomes coarser rather than long, and its sum stays the same', () => {
    const found = timelineOf(
      Array.from({ length: 10_000 }, (_, index) => [index % 2 === 0 ? root : idle, 1]),
      100,
    );
    ok(found.length <= 100);
    equal(
      found.reduce((sum, { ms }) => sum + ms, 0),
      10_000,
    );
  });

  it('calls a coarse stretch by what took most of it', () => {
    const long = Array.from({ length: 50 }, () => [[root, 9] as const, [idle, 1] as const]).flat();
    const found = timelineOf(long, 20);
    ok(found.length > 1 && found.every(({ node }) => node === root));
  });
});
