import type { Expression, Program, Span } from '@mso/language';

/** Any node of a tree: whatever has a `kind` and a place. */
export interface Node extends Span {
  readonly kind: string;
}

/**
 * The nodes directly below one, in the order of its members. A tree says all of this itself, so
 * that nothing here has to be changed when the language grows.
 */
export function childrenOf(node: object): Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') addNode(children, item);
    } else if (typeof value === 'object' && value !== null) addNode(children, value);
  }
  return children;
}

/** The entries of a record in an expression are no nodes; their values are. */
function addNode(children: Node[], value: object): void {
  if (isNode(value)) children.push(value);
  else if ('key' in value && 'value' in value) children.push(...childrenOf(value));
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'start' in value && 'end' in value;
}

/** The nodes around an offset, the outermost first; a node's end counts as within it. */
export function pathTo(program: Program, offset: number): readonly Node[] {
  const path: Node[] = [program];
  for (let node: Node | undefined = program; node !== undefined; ) {
    const inside: Node[] = childrenOf(node).filter(
      ({ start, end }) => start <= offset && offset <= end,
    );
    // Of two neighbours that touch, the one that begins at the offset is meant.
    node = inside.at(-1);
    if (node !== undefined) path.push(node);
  }
  return path;
}

/** Whether a node of a path is an expression of a kind. */
export function isExpression<K extends Expression['kind']>(
  node: Node | undefined,
  kind: K,
): node is Extract<Expression, { kind: K }> {
  return node?.kind === kind;
}
