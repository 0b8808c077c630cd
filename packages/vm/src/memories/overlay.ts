import type { Kept, Snapshot } from '../journal/snapshot.js';
import type { Value } from '../values/value.js';
import { cosine, embeddableText, embedText } from './embedding.js';
import type { MemoryHit } from './memory-store.js';

/** A value that needs no cells. Nobody changes it: it is in snapshots as it is. */
interface Entry {
  readonly value: Value;
  readonly isEmbedded: boolean;
  /** Made when it is first searched for. */
  embedding?: Float32Array;
}

/**
 * What a run has written into a memory so far. It lies over the store, which does not change
 * while the program runs, so that going back in time takes back what was written.
 */
export class Overlay implements Kept {
  private readonly entries = new Map<string, Entry>();

  get size(): number {
    return this.entries.size;
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  get(path: string): Value | undefined {
    return this.entries.get(path)?.value;
  }

  set(path: string, value: Value, isEmbedded: boolean): void {
    this.entries.set(path, { value, isEmbedded });
  }

  /** The embedded value nearest to a text; of equally near ones the first by its path. */
  nearest(query: string): MemoryHit | undefined {
    const wanted = embedText(query);
    let best: MemoryHit | undefined;
    for (const [path, entry] of this.entries) {
      if (!entry.isEmbedded) continue;
      entry.embedding ??= embedText(embeddableText(entry.value));
      best = nearer(best, { path, value: entry.value, score: cosine(wanted, entry.embedding) });
    }
    return best;
  }

  [Symbol.iterator](): Iterator<readonly [string, Entry]> {
    return this.entries.entries();
  }

  keep(snapshot: Snapshot): void {
    snapshot.map(this.entries);
  }
}

/** The nearer of two hits, either of which may be missing. */
export function nearer(
  left: MemoryHit | undefined,
  right: MemoryHit | undefined,
): MemoryHit | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.score !== right.score) return left.score > right.score ? left : right;
  return left.path < right.path ? left : right;
}
