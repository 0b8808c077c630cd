import type { Kept, Snapshot } from '../journal/snapshot.js';

/** Items of which the first one by an order can be taken. */
export class Heap<Item> implements Kept {
  private readonly items: Item[] = [];

  /** @param compare negative where the left item comes first; no two items are equal */
  constructor(private readonly compare: (left: Item, right: Item) => number) {}

  get size(): number {
    return this.items.length;
  }

  get first(): Item | undefined {
    return this.items[0];
  }

  /** All items, in no order. */
  get all(): readonly Item[] {
    return this.items;
  }

  clear(): void {
    this.items.length = 0;
  }

  /** Keeps which items there are, and not what is in them. */
  keep(snapshot: Snapshot): void {
    snapshot.list(this.items);
  }

  add(item: Item): void {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (above === undefined || this.compare(above, item) < 0) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  take(): Item | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.sink(last);
    return first;
  }

  /** Puts an item in the place of the first one, and moves it to where it belongs. */
  private sink(item: Item): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      const left = items[2 * at + 1];
      const right = items[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && this.compare(right, left) < 0;
      const child = isRight ? right : left;
      if (this.compare(item, child) < 0) break;
      items[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    items[at] = item;
  }
}
