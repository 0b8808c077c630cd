/** What the parser calls a place in the text; a number under another key is no place. */
const offsetKeys: ReadonlySet<string> = new Set(['start', 'end', 'bodyStart', 'bodyEnd']);

/** A copy of a tree, a token or a diagnostic with every offset `by` characters further on. */
export function shifted<T>(tree: T, by: number): T {
  return by === 0 ? tree : (shift(tree, by) as T);
}

function shift(node: unknown, by: number): unknown {
  if (Array.isArray(node)) return node.map((item) => shift(item, by));
  if (typeof node !== 'object' || node === null) return node;
  // A spread and changes in place: programs have very many nodes, and this keeps their shape.
  const copy: Record<string, unknown> = { ...node };
  for (const key in copy) {
    const value = copy[key];
    if (typeof value === 'object') copy[key] = shift(value, by);
    else if (typeof value === 'number' && offsetKeys.has(key)) copy[key] = value + by;
  }
  return copy;
}

/** Whether two trees say the same; where they stand and whether names are quoted do not count. */
export function isSameTree(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => {
    if (!(key in other)) return false;
    if (key === 'quoted') return true;
    const [here, there] = [one[key], other[key]];
    const isOffset = offsetKeys.has(key) && typeof here === 'number';
    return isOffset ? typeof there === 'number' : isSameTree(here, there);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
