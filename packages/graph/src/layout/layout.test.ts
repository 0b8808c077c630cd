import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { anyGraph, graphsOf, pipelineGraph } from '../testing/graphs.js';
import { layoutOf } from './layout.js';
import type { Box, Layout } from './placed.js';

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Each row from left to right, by the names of steps. */
function rowsOf({ nodes }: Layout): string {
  const rows = new Map<number, string[]>();
  for (const { node, y, height } of nodes) {
    const middle = Math.round(y + height / 2);
    const name = node.kind === 'step' ? node.name : node.kind;
    rows.set(middle, [...(rows.get(middle) ?? []), name]);
  }
  return [...rows.values()].map((row) => row.join(' ')).join(' / ');
}

function assertSound(layout: Layout): void {
  const { nodes, edges, groups, bounds } = layout;
  nodes.forEach((one, index) => {
    ok(contains(bounds, one), 'a node lies within the bounds');
    ok(
      nodes.slice(index + 1).every((other) => !overlap(one, other)),
      'no node lies upon another',
    );
  });
  for (const { path, label } of edges) {
    ok(/^M-?[\d.]+,-?[\d.]+(C(-?[\d.]+,-?[\d.]+ ?){3})*$/.test(path), path);
    if (label) ok(contains(bounds, label), 'a label lies within the bounds');
  }
  for (const group of groups) {
    for (const box of nodes) {
      if (box.node.group === group.id) ok(contains(group, box), 'a group holds its members');
    }
  }
}

describe('the layout of a workflow', () => {
  const cases: readonly (readonly [pipeline: string, rows: string])[] = [
    ['a -> b -> c -> d -> e -> f -> g -> h', 'a / b / c / d / e / f / g / h'],
    ['h -> [b | a | c] -> d -> [f | e] -> g', 'h / b a c / d / f e / g'],
    [
      'a -> if 1 { c -> d } else { b } -> [e | f] -> [h | g]',
      'a / decision / c / d b / joint / e f / joint / h g',
    ],
  ];
  for (const [pipeline, rows] of cases) {
    it(`stands in the order of the pipeline: ${pipeline}`, () => {
      const layout = layoutOf(pipelineGraph(pipeline));
      equal(rowsOf(layout), rows);
      assertSound(layout);
    });
  }

  it('keeps strangers out of a group', () => {
    const steps = [
      '  step e { depends_on = [a] }',
      '  step f { depends_on = [a, e] }',
      '  step g { depends_on = [b, f] }',
      '  step h { depends_on = [c, e] }',
    ];
    const text = `${steps.join('\n')}\n`;
    const layout = layoutOf(pipelineGraph('a -> [b | if 1 { c -> e -> g } | d]', text));
    const [group] = layout.groups;
    ok(group);
    assertSound(layout);
    const inside = layout.nodes.filter((box) => overlap(group, box));
    ok(inside.every(({ node }) => node.group === group.id));
    equal(inside.length, layout.nodes.filter(({ node }) => node.group !== undefined).length);
  });

  it('puts a node for each node and a path for each edge of any graph, soundly', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const layout = layoutOf(graph);
        deepEqual(
          [layout.nodes.length, layout.edges.length],
          [graph.nodes.length, graph.edges.length],
        );
        assertSound(layout);
        deepEqual(layoutOf(graph), layout);
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('has a place for a workflow without steps', () => {
    const [graph] = graphsOf('workflow "empty" {}\n');
    ok(graph);
    const { nodes, bounds } = layoutOf(graph);
    deepEqual([nodes, bounds], [[], { x: 0, y: 0, width: 0, height: 0 }]);
  });
});
