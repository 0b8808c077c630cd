import type { DebugInfo } from '@mso/bytecode';
import {
  type CallTree,
  type NodeKind,
  type Place,
  type ProfileNode,
  placeAt,
} from './call-tree.js';
import { addedFigures, addFigures, type Figures, noFigures } from './figures.js';

/** A block or a function, however it was entered. */
export interface FunctionFigures {
  readonly kind: NodeKind;
  readonly title: string;
  readonly place: Place | undefined;
  readonly calls: number;
  /** What its own instructions have spent. */
  readonly self: Readonly<Figures>;
  /** The same together with what they called; steps with threads of their own are not in it. */
  readonly total: Readonly<Figures>;
}

export interface LineFigures {
  readonly place: Place;
  readonly figures: Readonly<Figures>;
}

/** What each node has spent by itself, by the nodes' numbers. */
export function selfFigures({ nodes }: CallTree): Figures[] {
  return nodes.map(({ cells }) => addedFigures(cells.values()));
}

/** What each node and all below it have spent, by the nodes' numbers. */
function totalFigures({ nodes }: CallTree, selves: readonly Figures[]): Figures[] {
  const totals = selves.map((self) => ({ ...self }));
  for (const node of nodes.toReversed()) {
    const [own, outer] = [totals[node.index], totals[node.parent?.index ?? -1]];
    if (own && outer) addFigures(outer, own);
  }
  return totals;
}

/** The blocks and functions of a tree, in the order in which they were first entered. */
export function functionsOf(tree: CallTree): FunctionFigures[] {
  const selves = selfFigures(tree);
  const totals = totalFigures(tree, selves);
  const byKey = new Map<ProfileNode['key'], FunctionSum>();
  for (const node of tree.nodes) {
    if (isStructure(node)) continue;
    const known = byKey.get(node.key);
    const sum = known ?? { node, calls: 0, self: noFigures(), total: noFigures() };
    if (known === undefined) byKey.set(node.key, sum);
    sum.calls += node.calls;
    addFigures(sum.self, selves[node.index] ?? noFigures());
    // What a function spends while it calls itself is in the outermost call already.
    if (node.isOutermost) addFigures(sum.total, totals[node.index] ?? noFigures());
  }
  return [...byKey.values()].map(({ node: { kind, title, place }, ...sums }) => {
    return { kind, title, place, ...sums };
  });
}

interface FunctionSum {
  readonly node: ProfileNode;
  calls: number;
  readonly self: Figures;
  readonly total: Figures;
}

/** The lines that were executed, in the order of the sources; none where a module names none. */
export function linesOf({ nodes }: CallTree, debug: DebugInfo | undefined): LineFigures[] {
  const byLine = new Map<string, LineFigures & { readonly figures: Figures }>();
  for (const { cells } of nodes) {
    for (const [address, cell] of cells) {
      const place = placeAt(debug, address);
      if (place === undefined) continue;
      const key = `${place.source}:${place.line}`;
      const line = byLine.get(key) ?? { place, figures: noFigures() };
      byLine.set(key, line);
      addFigures(line.figures, cell);
    }
  }
  return [...byLine.values()].sort(
    (left, right) => left.place.source - right.place.source || left.place.line - right.place.line,
  );
}

/** What has no code: the root, threads, and the place of waiting. */
function isStructure({ kind }: ProfileNode): boolean {
  return kind === 'root' || kind === 'idle' || kind === 'thread';
}
