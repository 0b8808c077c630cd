import { equal, match } from 'node:assert/strict';
import type { WorkflowGraph } from '../model/workflow-graph.js';
import { pipelineGraph } from '../testing/graphs.js';
import { drawnNodesMax, drawnRowsMax, tooLargeToDraw } from './drawable.js';

const base = pipelineGraph('a');
const [example] = base.nodes;

/** A chain of steps, and edges from the first one to so many of the last. */
function chain(length: number, jumps = 0): WorkflowGraph {
  if (example === undefined) throw new Error('there is a step');
  const ids = Array.from({ length }, (_, index) => `step:${index}`);
  const edge = (from: number, to: number) =>
    ({ from: `step:${from}`, to: `step:${to}`, reasons: ['depends_on'] }) as const;
  return {
    ...base,
    nodes: ids.map((id) => ({ ...example, id })),
    edges: [
      ...ids.slice(1).map((_, index) => edge(index, index + 1)),
      ...Array.from({ length: jumps }, (_, index) => edge(0, length - 1 - index)),
    ],
  };
}

describe('the size of a drawing', () => {
  it('is limited by its nodes', () => {
    equal(tooLargeToDraw(chain(drawnNodesMax)), undefined);
    const reason = tooLargeToDraw(chain(drawnNodesMax + 1)) ?? '';
    match(reason, /^1001 steps and decisions, and at most 1000 can be drawn$/);
  });

  it('is limited by the rows that its edges cross', () => {
    // 100 rows of the chain itself, then one edge across all of them for each hundred.
    const nodes = 101;
    const edges = { ...chain(nodes), edges: [...chain(nodes).edges, ...across(99)] };
    equal(drawnRowsMax, 10_000);
    equal(tooLargeToDraw(edges), undefined);
    const more = { ...edges, edges: [...edges.edges, ...across(1)] };
    equal(tooLargeToDraw(more), 'arrows across 10100 rows, and at most 10000 can be drawn');
  });

  it('is taken for the worst where steps wait for each other', () => {
    const { nodes, edges } = chain(500);
    const back = { from: 'step:499', to: 'step:0', reasons: ['depends_on'] } as const;
    const reason = tooLargeToDraw({ ...base, nodes, edges: [...edges, back] });
    equal(reason, 'arrows across 250000 rows, and at most 10000 can be drawn');
  });

  function across(count: number): WorkflowGraph['edges'] {
    return chain(101, 1)
      .edges.slice(-1)
      .flatMap((edge) => Array.from({ length: count }, () => edge));
  }
});
