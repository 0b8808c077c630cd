import { labelText } from '../layout/label.js';
import { plain } from '../layout/text.js';
import type { GraphEdge, GraphNode, WorkflowGraph } from '../model/workflow-graph.js';
import { stepLines } from './dot.js';
import { type GroupTree, groupTree } from './group-tree.js';

/** Workflows as a flowchart of Mermaid, each in a subgraph of its own. */
export function writeMermaid(graphs: readonly WorkflowGraph[]): string {
  const lines = [
    'flowchart TB',
    ...graphs.flatMap((graph, index) => workflowLines(graph, `w${index}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function workflowLines(graph: WorkflowGraph, prefix: string): string[] {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `${prefix}n${index}`]));
  const idOf = (id: string): string => ids.get(id) ?? '';
  let groupCount = 0;
  const groupLines = ({ nodes, groups }: GroupTree): string[] => [
    ...nodes.map((node) => idOf(node.id) + shapeOf(node)),
    ...groups.flatMap((group) =>
      subgraph(`${prefix}g${groupCount++}`, 'in parallel', groupLines(group)),
    ),
  ];
  const edges = graph.edges.map((edge) => `${idOf(edge.from)} ${arrowOf(edge)} ${idOf(edge.to)}`);
  const inner = [...groupLines(groupTree(graph)), ...edges];
  return subgraph(prefix, graph.name, inner).map((line) => `  ${line}`);
}

function subgraph(id: string, label: string, inner: readonly string[]): string[] {
  return [`subgraph ${id} [${quotedLines([label])}]`, ...inner.map((line) => `  ${line}`), 'end'];
}

function shapeOf(node: GraphNode): string {
  switch (node.kind) {
    case 'step':
      return `(${quotedLines(stepLines(node))})`;
    case 'decision':
      return '{"?"}';
    case 'joint':
      return '((" "))';
  }
}

function arrowOf(edge: GraphEdge): string {
  const label = labelText(edge);
  const text = label === undefined ? '' : `|${quotedLines([label])}|`;
  const head = edge.to.startsWith('joint:') ? '---' : '-->';
  return (edge.reasons.includes('pipeline') ? head : '-.->') + text;
}

/**
 * A string in which Mermaid finds these lines. Everything that it might read as markup, an entity
 * or the end of the string is written as the number of a character.
 */
function quotedLines(lines: readonly string[]): string {
  const escaped = lines.map((line) => plain(line).replaceAll(/[^\p{L}\p{M}\p{N} ,.]/gu, numbered));
  return `"${escaped.join('<br/>') || ' '}"`;
}

function numbered(character: string): string {
  return `#${character.codePointAt(0)};`;
}
