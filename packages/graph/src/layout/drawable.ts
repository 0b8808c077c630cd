import type { WorkflowGraph } from '../model/workflow-graph.js';

/** Steps, decisions and joints that one drawing may have. */
export const drawnNodesMax = 1_000;

/** How many rows the edges of a drawing may cross, all together. */
export const drawnRowsMax = 10_000;

/**
 * Why a graph is too large to be drawn, or undefined. The library recurses over the nodes, and the
 * rows that edges cross cost its time: some seconds at the limit.
 */
export function tooLargeToDraw(graph: WorkflowGraph): string | undefined {
  const { nodes } = graph;
  if (nodes.length > drawnNodesMax) {
    return `${nodes.length} steps and decisions, and at most ${drawnNodesMax} can be drawn`;
  }
  const rows = rowsCrossed(graph);
  if (rows <= drawnRowsMax) return undefined;
  return `arrows across ${rows} rows, and at most ${drawnRowsMax} can be drawn`;
}

/** With each node in the row behind the last one that it waits for. */
function rowsCrossed({ nodes, edges }: WorkflowGraph): number {
  const rowOf = new Map(nodes.map(({ id }) => [id, 0]));
  const waitsFor = new Map(nodes.map(({ id }) => [id, 0]));
  const followers = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    followers.get(from)?.push(to);
    waitsFor.set(to, (waitsFor.get(to) ?? 0) + 1);
  }
  const settled = nodes.flatMap(({ id }) => (waitsFor.get(id) === 0 ? [id] : []));
  // What is found on the way is looked at as well; a cycle is never reached.
  for (const id of settled) {
    for (const next of followers.get(id) ?? []) {
      rowOf.set(next, Math.max(rowOf.get(next) ?? 0, (rowOf.get(id) ?? 0) + 1));
      const left = (waitsFor.get(next) ?? 0) - 1;
      waitsFor.set(next, left);
      if (left === 0) settled.push(next);
    }
  }
  const inCycles = nodes.length - settled.length;
  const span = (from: string, to: string): number => (rowOf.get(to) ?? 0) - (rowOf.get(from) ?? 0);
  return edges.reduce((sum, { from, to }) => sum + Math.max(inCycles, span(from, to)), 0);
}
