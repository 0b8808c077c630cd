/**
 * A cycle of a graph as the path from a node back to itself, or undefined.
 *
 * Not recursive, and each edge is looked at once: a chain may be as long as a program.
 */
export function findCycle(
  edges: ReadonlyMap<number, ReadonlySet<number>>,
): readonly number[] | undefined {
  const done = new Set<number>();
  for (const start of edges.keys()) {
    if (done.has(start)) continue;
    const path = [start];
    const rest = [neighbours(edges, start)];
    const onPath = new Set(path);
    for (let top = rest.at(-1); top !== undefined; top = rest.at(-1)) {
      const { value: next, done: isLast } = top.next();
      if (isLast) {
        rest.pop();
        const left = path.pop();
        if (left === undefined) break;
        onPath.delete(left);
        done.add(left);
      } else if (onPath.has(next)) {
        return [...path.slice(path.indexOf(next)), next];
      } else if (!done.has(next)) {
        path.push(next);
        rest.push(neighbours(edges, next));
        onPath.add(next);
      }
    }
  }
  return undefined;
}

function neighbours(
  edges: ReadonlyMap<number, ReadonlySet<number>>,
  node: number,
): Iterator<number, undefined> {
  return (edges.get(node) ?? new Set<number>()).values();
}
