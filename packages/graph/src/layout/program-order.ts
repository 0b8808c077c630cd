import type { CustomOrder, RankedGraph, RankedNode } from './dagre.js';

/**
 * Puts what stands in one row in the order of the program, where no lines cross in it: that is so
 * in most pipelines, and takes no search. Else the library searches for an order, and the one of
 * it and its mirror image counts that is more like the program.
 */
export const programOrder: CustomOrder = (graph, order) => {
  order(graph, { disableOptimalOrderHeuristic: true });
  const nodes = graph.nodes().map((id) => graph.node(id));
  if (!hasCrossings(graph)) return;
  const wanted = new Map(nodes.map((node) => [node, node.order]));
  order(graph, {});
  mirrorIfBetter(nodes, wanted);
};

function mirrorIfBetter(
  nodes: readonly RankedNode[],
  wanted: ReadonlyMap<RankedNode, number>,
): void {
  const rows = new Map<number, RankedNode[]>();
  for (const node of nodes) rows.set(node.rank, [...(rows.get(node.rank) ?? []), node]);
  const pairs = [...rows.values()].flatMap((row) => {
    row.sort((one, other) => one.order - other.order);
    return row.slice(1).map((right, index) => [row[index] ?? right, right] as const);
  });
  const likeness = pairs.map(([left, right]) =>
    Math.sign((wanted.get(right) ?? 0) - (wanted.get(left) ?? 0)),
  );
  if (likeness.reduce((sum, each) => sum + each, 0) >= 0) return;
  for (const row of rows.values()) {
    for (const node of row) node.order = row.length - 1 - node.order;
  }
}

/** Whether two edges between the same two rows cross. */
function hasCrossings(graph: RankedGraph): boolean {
  const rows = new Map<number, { from: number; to: number }[]>();
  for (const edge of graph.edges()) {
    const [from, to] = [graph.node(edge.v), graph.node(edge.w)];
    const row = rows.get(from.rank) ?? [];
    row.push({ from: from.order, to: to.order });
    rows.set(from.rank, row);
  }
  return [...rows.values()].some((row) => {
    row.sort((one, other) => one.from - other.from || one.to - other.to);
    // How far to the right an edge from further left has come.
    let reached = -1;
    return row.some(({ from, to }, index) => {
      const before = row[index - 1];
      if (before && before.from < from) reached = Math.max(reached, before.to);
      return to < reached;
    });
  });
}
