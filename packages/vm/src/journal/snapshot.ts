import { Entity, type ObjectValue, type Value } from '../values/value.js';

/** Something whose state a snapshot keeps. */
export interface Kept {
  keep(snapshot: Snapshot): void;
}

/**
 * What changing objects were at one moment.
 *
 * The objects themselves stay who they are: restoring writes their old content back into them, so
 * that whoever holds one (a view, the scheduler) need not be told. Objects made later are simply
 * no longer reached. What never changes (the module, durations, references) is not kept.
 */
export class Snapshot {
  /** About how many values it holds. */
  size = 0;
  private readonly undo: (() => void)[] = [];
  /** What several may name: it is kept once. */
  private readonly kept = new Set<object>();

  /** Makes everything kept what it was. It can be done again, any number of times. */
  restore(): void {
    for (const restore of this.undo) restore();
  }

  /** Keeps an object that others may have named before. */
  add(object: Kept): void {
    if (this.isFirst(object)) object.keep(this);
  }

  /** Says how fields become what they are now. */
  fields(count: number, restore: () => void): void {
    this.size += count;
    this.undo.push(restore);
  }

  /** Forgets what was only needed while it was made. */
  close(): void {
    this.kept.clear();
  }

  /** Keeps which items a list has; what becomes of them is another matter. */
  list(items: unknown[]): void {
    const copy = items.slice();
    this.fields(copy.length + 1, () => {
      items.length = copy.length;
      for (let index = 0; index < copy.length; index++) items[index] = copy[index];
    });
  }

  set(items: Set<unknown>): void {
    const copy = [...items];
    this.fields(copy.length + 1, () => {
      items.clear();
      for (const item of copy) items.add(item);
    });
  }

  /** Keeps the entries of a map, in their order. */
  map(entries: Map<unknown, unknown>): void {
    // Flat, since a pair for each entry would take more than the entries.
    const copy: unknown[] = [];
    for (const [key, item] of entries) copy.push(key, item);
    this.fields(copy.length + 1, () => {
      entries.clear();
      for (let index = 0; index < copy.length; index += 2) {
        entries.set(copy[index], copy[index + 1]);
      }
    });
  }

  /** Keeps a value with all that is in it. */
  value(value: Value | undefined): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (!this.isFirst(value)) return;
      this.list(value);
      this.values(value);
    } else if (value instanceof Map) this.object(value);
    else if (value instanceof Entity) this.entity(value);
  }

  values(values: Iterable<Value>): void {
    for (const value of values) this.value(value);
  }

  private object(object: ObjectValue): void {
    if (!this.isFirst(object)) return;
    this.map(object);
    this.values(object.values());
  }

  private entity(entity: Entity): void {
    if (!this.isFirst(entity)) return;
    const { complete } = entity;
    this.fields(1, () => {
      entity.complete = complete;
    });
    this.object(entity.properties);
  }

  private isFirst(object: object): boolean {
    if (this.kept.has(object)) return false;
    this.kept.add(object);
    return true;
  }
}
