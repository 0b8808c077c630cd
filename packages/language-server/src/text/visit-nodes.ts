import type {
  Block,
  Declaration,
  Expression,
  Flow,
  FlowNode,
  Member,
  Name,
  Program,
  StringPart,
  Value,
} from '@mso/language';

/** Any node of a tree: whatever has a `kind`. */
export type Node =
  | Program
  | Declaration
  | Block
  | Member
  | Flow
  | FlowNode
  | Name
  | Value
  | StringPart
  | Expression;

/**
 * Visits the nodes directly below one, in the order of its members. A tree says all of this
 * itself, so that nothing here has to be changed when the language grows. It is no generator and
 * makes no lists: a program has very many nodes.
 */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  visitMembers(node, visit);
}

function visitMembers(node: object, visit: (child: Node) => void): void {
  for (const key in node) {
    const value = (node as Readonly<Record<string, unknown>>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') visitNode(item, visit);
    } else visitNode(value, visit);
  }
}

/** The entries of a record in an expression are no nodes; their values are. */
function visitNode(value: object, visit: (child: Node) => void): void {
  if ('kind' in value) visit(value as Node);
  else if ('key' in value) visitMembers(value, visit);
}

/** The nodes around an offset, the outermost first; a node's end counts as within it. */
export function pathTo(program: Program, offset: number): readonly Node[] {
  const path: Node[] = [program];
  for (let node: Node | undefined = program; node !== undefined; ) {
    let inside: Node | undefined;
    forEachChild(node, (child) => {
      // Of two neighbours that touch, the one that begins at the offset is meant.
      if (child.start <= offset && offset <= child.end) inside = child;
    });
    node = inside;
    if (inside !== undefined) path.push(inside);
  }
  return path;
}
