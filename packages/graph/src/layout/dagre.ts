import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from './edge-path.js';

/*
 * The part of dagre that is used, with types: those of the library name its files in a way that
 * TypeScript does not follow here.
 */

export interface DagreGraph {
  setGraph(settings: DagreSettings): void;
  setNode(id: string, node: DagreNode): void;
  setParent(id: string, group: string): void;
  setEdge(from: string, to: string, edge: DagreEdge): void;
  node(id: string): DagreNode;
  edge(from: string, to: string): DagreEdge;
}

export interface DagreSettings {
  readonly rankdir: 'TB';
  readonly ranker: 'network-simplex' | 'tight-tree';
  readonly nodesep: number;
  readonly edgesep: number;
  readonly ranksep: number;
}

export interface DagreNode {
  readonly width: number;
  readonly height: number;
  /** Once it is laid out: where its middle is. */
  readonly x?: number;
  readonly y?: number;
}

export interface DagreEdge {
  /** The size of its label. */
  readonly width: number;
  readonly height: number;
  readonly labelpos: 'c';
  readonly weight: number;
  /** Once it is laid out: where the middle of its label is. */
  readonly x?: number;
  readonly y?: number;
  /** Once it is laid out: where it goes through, its ends included. */
  readonly points?: readonly Point[];
}

export interface OrderOptions {
  /** To leave the nodes in the order in which a walk along the edges finds them. */
  readonly disableOptimalOrderHeuristic?: true;
}

/** What the library shows of a graph while it puts the nodes of each row in order. */
export interface RankedGraph {
  edges(): readonly { readonly v: string; readonly w: string }[];
  nodes(): readonly string[];
  node(id: string): RankedNode;
}

export interface RankedNode {
  readonly rank: number;
  /** From the left; the nodes of a row count from 0. */
  order: number;
}

export type CustomOrder = (
  graph: RankedGraph,
  order: (graph: RankedGraph, options: OrderOptions) => void,
) => void;

export function emptyGraph({ hasGroups }: { readonly hasGroups: boolean }): DagreGraph {
  return new Graph({ compound: hasGroups });
}

export function runLayout(
  graph: DagreGraph,
  options: { readonly customOrder?: CustomOrder },
): void {
  layout(graph as never, options as never);
}
