import type { GraphEdge, GraphNode, WorkflowGraph } from '../model/workflow-graph.js';
import type { Card } from './card.js';
import type { Point } from './edge-path.js';
import type { Label } from './label.js';

/** A workflow with a place for everything; x and y grow to the right and down. */
export interface Layout {
  readonly graph: WorkflowGraph;
  /** Around everything. */
  readonly bounds: Box;
  /** From top to bottom and from left to right: the order in which a person goes through them. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** A group before those within it. */
  readonly groups: readonly PlacedGroup[];
}

/** The corner at the top left, and the size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: GraphNode;
  /** Of a step. */
  readonly card?: Card;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** Where the path goes through. */
  readonly points: readonly Point[];
  /** The data of an SVG path, from the bottom of a node to the top of another one. */
  readonly path: string;
  readonly label?: PlacedLabel;
}

export interface PlacedLabel extends Label, Box {}

export interface PlacedGroup extends Box {
  readonly id: string;
}
