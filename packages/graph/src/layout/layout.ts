import type { GraphEdge, GraphNode, WorkflowGraph } from '../model/workflow-graph.js';
import { type Card, cardOf } from './card.js';
import { DagreGraph, type DagreNode } from './dagre.js';
import { edgePath, type Point } from './edge-path.js';
import { hasPureGroups, placedGroups } from './groups.js';
import { type Label, labelOf } from './label.js';
import type { Box, Layout, PlacedEdge, PlacedNode } from './placed.js';
import { programOrder } from './program-order.js';
import { straightened } from './straighten.js';

const gaps = { nodesep: 36, edgesep: 24, ranksep: 52 } as const;
const margin = { x: 24, y: 12 } as const;
const decisionSize = 30;
const jointSize = 10;
const arrowLength = 7;
/** How much an edge wants to be short and straight. */
const weights = { pipeline: 4, dependency: 1 } as const;
/** For so many nodes the library makes edges as short as can be; that is slow for more. */
const carefulMax = 100;

type Size = Pick<Box, 'width' | 'height'>;

/** A graph whose parts are measured. */
interface Measured {
  readonly graph: WorkflowGraph;
  readonly cards: ReadonlyMap<GraphNode, Card>;
  readonly labels: ReadonlyMap<GraphEdge, Label>;
}

/** Finds a place for every node and a way for every edge. The same graph gives the same layout. */
export function layoutOf(graph: WorkflowGraph): Layout {
  const cards = new Map<GraphNode, Card>();
  for (const node of graph.nodes) if (node.kind === 'step') cards.set(node, cardOf(node));
  const labels = new Map<GraphEdge, Label>();
  for (const edge of graph.edges) {
    const label = labelOf(edge);
    if (label) labels.set(edge, label);
  }
  const measured = { graph, cards, labels };
  const free = arranged(measured, { keepsGroups: false });
  return hasPureGroups(free) ? free : arranged(measured, { keepsGroups: true });
}

/**
 * Without groups the library is several times as fast and its drawings are smaller; the members of
 * a group mostly stand together anyway. Only where a stranger stands among them must it know them.
 */
function arranged(measured: Measured, { keepsGroups }: { readonly keepsGroups: boolean }): Layout {
  const { graph, cards } = measured;
  const dagre = dagreOf(measured, keepsGroups);
  dagre.layOut(keepsGroups ? {} : { customOrder: programOrder });
  const nodes = graph.nodes.map((node): PlacedNode => {
    const card = cards.get(node);
    return { node, ...boxOf(dagre.node(node.id)), ...(card && { card }) };
  });
  const edges = placedEdges(measured, dagre, nodes);
  const groups = placedGroups(graph, nodes, edges);
  const bounds = boundsOf([...nodes, ...groups], edges);
  return { graph, bounds, nodes: nodes.toSorted(byPlace), edges, groups };
}

function dagreOf({ graph, cards, labels }: Measured, keepsGroups: boolean): DagreGraph {
  const { nodes, edges } = graph;
  const groups = keepsGroups ? graph.groups : [];
  const ranker = nodes.length <= carefulMax ? 'network-simplex' : 'tight-tree';
  const settings = { rankdir: 'TB', ranker, ...gaps } as const;
  const dagre = new DagreGraph(settings, { hasGroups: keepsGroups });
  for (const { id, parent } of groups) dagre.add(id, { width: 0, height: 0 }, parent);
  for (const node of nodes) {
    const { width, height } = sizeOf(node, cards.get(node));
    dagre.add(node.id, { width, height }, keepsGroups ? node.group : undefined);
  }
  for (const edge of edges) {
    const { width, height } = labels.get(edge) ?? { width: 0, height: 0 };
    const weight = weights[edge.reasons.includes('pipeline') ? 'pipeline' : 'dependency'];
    dagre.connect(edge.from, edge.to, { width, height, labelpos: 'c', weight });
  }
  return dagre;
}

function sizeOf({ kind }: GraphNode, card: Card | undefined): Size {
  if (card) return card;
  const size = kind === 'decision' ? decisionSize : jointSize;
  return { width: size, height: size };
}

/** The library says where the middle is. */
function boxOf({ x = 0, y = 0, width, height }: DagreNode): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function placedEdges(
  { graph, labels }: Measured,
  dagre: DagreGraph,
  nodes: readonly PlacedNode[],
): readonly PlacedEdge[] {
  const boxes = new Map(nodes.map((placed) => [placed.node.id, placed]));
  return graph.edges.map((edge): PlacedEdge => {
    const { points = [], x = 0, y = 0 } = dagre.edge(edge.from, edge.to);
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    const others = nodes.filter((box) => box !== from && box !== to);
    const [start, end] = [bottomOf(from ?? nowhere), topOf(to ?? nowhere, arrowRoom(to))];
    const bends = points.slice(1, -1);
    const label = labels.get(edge);
    if (label === undefined) {
      const way = straightened([start, ...bends, end], others);
      return { edge, points: way, path: edgePath(way) };
    }
    const box = boxOf({ ...label, x, y });
    const before = bends.filter((bend) => bend.y < box.y);
    const after = bends.filter((bend) => bend.y > box.y + box.height);
    const way = [
      ...straightened([start, ...before, topOf(box, 0)], others),
      ...straightened([bottomOf(box), ...after, end], others),
    ];
    return { edge, points: way, path: edgePath(way), label: { ...label, ...box } };
  });
}

/** A joint is met by a line, everything else by the head of an arrow. */
function arrowRoom(to: PlacedNode | undefined): number {
  return to?.node.kind === 'joint' ? 0 : arrowLength;
}

function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}

function topOf({ x, y, width }: Box, room: number): Point {
  return { x: x + width / 2, y: y - room };
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

function byPlace(one: Box, other: Box): number {
  return one.y + one.height / 2 - (other.y + other.height / 2) || one.x - other.x;
}

/** What lies around everything, with a margin. */
function boundsOf(boxes: readonly Box[], edges: readonly PlacedEdge[]): Box {
  const points = edges.flatMap((edge) => edge.points);
  const all = [...boxes, ...edges.flatMap(({ label }) => label ?? [])];
  if (all.length === 0) return nowhere;
  const x = least([...all, ...points].map((each) => each.x)) - margin.x;
  const y = least([...all, ...points].map((each) => each.y)) - margin.y;
  const rights = [...all.map((box) => box.x + box.width), ...points.map((point) => point.x)];
  const bottoms = [...all.map((box) => box.y + box.height), ...points.map((point) => point.y)];
  const width = most(rights) + margin.x - x;
  return { x, y, width, height: most(bottoms) + margin.y - y };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other));
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other));
}
