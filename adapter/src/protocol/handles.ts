/** The largest number that a reference may be (DAP: below 2^31). */
const largest = 2 ** 31 - 1;

/**
 * Numbers that stand for objects on the wire.
 *
 * One counter serves the whole session, so that a number never names two things. Those of a stop
 * end with it; those that are to be kept stay.
 */
export class Handles<T> {
  private readonly ofThisStop = new Map<number, T>();
  private readonly kept = new Map<number, T>();

  constructor(private readonly counter: { next: number }) {}

  add(item: T, lifetime: 'stop' | 'session' = 'stop'): number {
    const id = this.counter.next++;
    if (id > largest) throw new RangeError('the session has used up its references');
    (lifetime === 'stop' ? this.ofThisStop : this.kept).set(id, item);
    return id;
  }

  get(id: number): T | undefined {
    return this.ofThisStop.get(id) ?? this.kept.get(id);
  }

  /** Forgets some, whatever their lifetime. */
  forget(isOver: (item: T) => boolean): void {
    for (const items of [this.ofThisStop, this.kept]) {
      for (const [id, item] of items) if (isOver(item)) items.delete(id);
    }
  }

  /** Forgets what belongs to the stop that ends now. */
  endStop(): void {
    this.ofThisStop.clear();
  }
}
