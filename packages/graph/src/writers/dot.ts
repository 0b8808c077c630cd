import { retryText } from '../layout/card.js';
import { labelText } from '../layout/label.js';
import { plain } from '../layout/text.js';
import { describeWorker, NodeDescriptions } from '../model/describe.js';
import type { GraphEdge, GraphNode, StepNode, WorkflowGraph } from '../model/workflow-graph.js';
import { type GroupTree, groupTree } from './group-tree.js';

/** Workflows as one graph in the language of Graphviz, each in a cluster of its own. */
export function writeDot(graphs: readonly WorkflowGraph[]): string {
  const lines = [
    'digraph workflows {',
    '  graph [fontname="Helvetica", fontsize=13, nodesep=0.4, ranksep=0.5];',
    '  node [fontname="Helvetica", fontsize=11, shape=box, style=rounded];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...graphs.flatMap((graph, index) => workflowLines(graph, `w${index}`)),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function workflowLines(graph: WorkflowGraph, prefix: string): string[] {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `${prefix}n${index}`]));
  const idOf = (id: string): string => ids.get(id) ?? '';
  const descriptions = new NodeDescriptions(graph);
  const nodeLine = (node: GraphNode): string =>
    `${idOf(node.id)} [${nodeAttributes(node, descriptions.of(node))}];`;
  const groupLines = ({ nodes, groups }: GroupTree): string[] => [
    ...nodes.map(nodeLine),
    ...groups.flatMap((group) =>
      cluster(`${prefix} ${group.id}`, 'in parallel', true, groupLines(group)),
    ),
  ];
  const edges = graph.edges.map((edge) => {
    const attributes = edgeAttributes(edge);
    return `${idOf(edge.from)} -> ${idOf(edge.to)}${attributes === '' ? '' : ` [${attributes}]`};`;
  });
  const inner = [...groupLines(groupTree(graph)), ...edges];
  return cluster(prefix, graph.name, false, inner).map((line) => `  ${line}`);
}

function cluster(id: string, label: string, isDashed: boolean, inner: readonly string[]): string[] {
  return [
    `subgraph ${quoted(`cluster ${id}`)} {`,
    `  label=${quoted(label)}; style=${isDashed ? '"rounded,dashed"' : 'rounded'};`,
    ...inner.map((line) => `  ${line}`),
    '}',
  ];
}

function nodeAttributes(node: GraphNode, tooltip: string): string {
  switch (node.kind) {
    case 'step':
      return `label=${quotedLines(stepLines(node))}, tooltip=${quoted(tooltip)}`;
    case 'decision':
      return `label="?", shape=diamond, style=solid, tooltip=${quoted(tooltip)}`;
    case 'joint':
      return 'label="", shape=point';
  }
}

/** What a step shows in a language that has no cards. */
export function stepLines({ name, worker, when, retry, timeout }: StepNode): readonly string[] {
  const attempts = retry && retryText(retry);
  return [
    name,
    ...(worker ? [describeWorker(worker)] : []),
    ...(when === undefined ? [] : [`when ${when}`]),
    ...(attempts === undefined ? [] : [`attempts: ${attempts}`]),
    ...(timeout === undefined ? [] : [`at most ${timeout}`]),
  ];
}

function edgeAttributes(edge: GraphEdge): string {
  const label = labelText(edge);
  return [
    ...(label === undefined ? [] : [`label=${quoted(label)}`]),
    ...(edge.reasons.includes('pipeline') ? [] : ['style=dashed']),
    ...(edge.to.startsWith('joint:') ? ['arrowhead=none'] : []),
  ].join(', ');
}

function quoted(text: string): string {
  return quotedLines([text]);
}

/** A string in which Graphviz finds these lines: no escape and no entity of its own in them. */
function quotedLines(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    plain(line)
      .replaceAll('&', '&amp;')
      .replaceAll(/["\\]/g, (character) => `\\${character}`),
  );
  return `"${escaped.join('\\n')}"`;
}
