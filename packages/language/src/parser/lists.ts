/**
 * A copy of a finished list. One that grew item by item has room for many more, and a program has
 * very many short lists that live as long as its tree.
 */
export function withoutRoom<T>(list: readonly T[]): readonly T[] {
  return list.slice();
}
