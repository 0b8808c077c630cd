import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from './edge-path.js';

/*
 * The part of dagre that is used, with types: those of the library name its files in a way that
 * TypeScript does not follow here.
 */

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

/** A graph of the library. The ids are ours: those that it sees hold no characters of its own. */
export class DagreGraph {
  private readonly graph: Graph;
  private readonly ids = new Map<string, string>();

  constructor(settings: DagreSettings, { hasGroups }: { readonly hasGroups: boolean }) {
    this.graph = new Graph({ compound: hasGroups });
    this.graph.setGraph(settings);
  }

  add(id: string, node: DagreNode, group?: string): void {
    this.ids.set(id, `n${this.ids.size}`);
    this.graph.setNode(this.idOf(id), node);
    if (group !== undefined) this.graph.setParent(this.idOf(id), this.idOf(group));
  }

  connect(from: string, to: string, edge: DagreEdge): void {
    this.graph.setEdge(this.idOf(from), this.idOf(to), edge);
  }

  node(id: string): DagreNode {
    return this.graph.node(this.idOf(id));
  }

  edge(from: string, to: string): DagreEdge {
    return this.graph.edge(this.idOf(from), this.idOf(to));
  }

  layOut(options: { readonly customOrder?: CustomOrder }): void {
    layout(this.graph, options);
  }

  private idOf(id: string): string {
    return this.ids.get(id) ?? '';
  }
}
