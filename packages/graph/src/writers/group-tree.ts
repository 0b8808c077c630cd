import type { GraphNode, WorkflowGraph } from '../model/workflow-graph.js';

/** The nodes of a graph with those of each group together. */
export interface GroupTree {
  /** Empty for what is in no group. */
  readonly id: string;
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GroupTree[];
}

export function groupTree({ nodes, groups }: WorkflowGraph): GroupTree {
  const root = { id: '', nodes: [] as GraphNode[], groups: [] as GroupTree[] };
  const trees = new Map([['', root]]);
  // A group comes behind the one that it is in.
  for (const { id, parent = '' } of groups) {
    const tree = { id, nodes: [], groups: [] };
    trees.set(id, tree);
    trees.get(parent)?.groups.push(tree);
  }
  for (const node of nodes) trees.get(node.group ?? '')?.nodes.push(node);
  return root;
}
