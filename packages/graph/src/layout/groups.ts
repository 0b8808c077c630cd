import type { WorkflowGraph } from '../model/workflow-graph.js';
import type { Box, Layout, PlacedEdge, PlacedGroup, PlacedNode } from './placed.js';

/** What a group has around its members; its name stands above them. */
const padding = { x: 16, top: 30, bottom: 16 } as const;

/** The boxes around the members of each group, with the groups within it and the labels. */
export function placedGroups(
  { groups }: WorkflowGraph,
  nodes: readonly PlacedNode[],
  edges: readonly PlacedEdge[],
): readonly PlacedGroup[] {
  const members = new Map<string, Box[]>(groups.map(({ id }) => [id, []]));
  const groupOf = new Map(nodes.map(({ node }) => [node.id, node.group ?? '']));
  for (const placed of nodes) members.get(placed.node.group ?? '')?.push(placed);
  for (const { edge, label } of edges) {
    const group = groupOf.get(edge.from) ?? '';
    if (label && group === groupOf.get(edge.to)) members.get(group)?.push(label);
  }
  const placed = groups.toReversed().map(({ id, parent = '' }) => {
    const group = { id, ...around(members.get(id) ?? []) };
    members.get(parent)?.push(group);
    return group;
  });
  return placed.reverse();
}

/** Whether each group has nothing within its box that is not in the group. */
export function hasPureGroups({ graph, nodes, edges, groups }: Layout): boolean {
  const parents = new Map(graph.groups.map(({ id, parent }) => [id, parent]));
  const isIn = (inner: string | undefined, outer: string): boolean =>
    inner !== undefined && (inner === outer || isIn(parents.get(inner), outer));
  const groupOf = new Map(nodes.map(({ node }) => [node.id, node.group]));
  return groups.every((group) => {
    const isStranger = (id: string): boolean => !isIn(groupOf.get(id), group.id);
    return !(
      nodes.some((box) => overlap(group, box) && isStranger(box.node.id)) ||
      edges.some(
        ({ edge: { from, to }, label }) =>
          label && overlap(group, label) && isStranger(from) && isStranger(to),
      ) ||
      groups.some(
        (box) => overlap(group, box) && !isIn(box.id, group.id) && !isIn(group.id, box.id),
      )
    );
  });
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - padding.x;
  const y = Math.min(...boxes.map((box) => box.y)) - padding.top;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + padding.x;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + padding.bottom;
  return { x, y, width: right - x, height: bottom - y };
}
