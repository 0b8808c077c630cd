import { cosine, embeddableText, embedText } from '../memories/embedding.js';
import type { MemoryHit, MemoryStore, StoreResult } from '../memories/memory-store.js';
import type { Value } from '../values/value.js';

/** A store that lies in the test: what a run has left there is seen in `values`. */
export class TestStore implements MemoryStore {
  readonly embedded = new Set<string>();
  isClosed = false;

  constructor(readonly values = new Map<string, Value>()) {}

  get(path: string): StoreResult<Value | undefined> {
    return done(this.values.get(path));
  }

  set(path: string, value: Value): StoreResult<void> {
    this.values.set(path, value);
    this.embedded.delete(path);
    return done(undefined);
  }

  embed(path: string, value: Value): StoreResult<void> {
    this.values.set(path, value);
    this.embedded.add(path);
    return done(undefined);
  }

  delete(path: string): StoreResult<boolean> {
    return done(this.values.delete(path));
  }

  search(query: string, limit: number): StoreResult<readonly MemoryHit[]> {
    const wanted = embedText(query);
    const hits = [...this.embedded].map((path) => {
      const value = this.values.get(path) ?? null;
      return { path, value, score: cosine(wanted, embedText(embeddableText(value))) };
    });
    return done(hits.sort((left, right) => right.score - left.score).slice(0, limit));
  }

  paths(): Iterable<string> {
    return this.values.keys();
  }

  close(): StoreResult<void> {
    this.isClosed = true;
    return done(undefined);
  }
}

function done<T>(value: T): StoreResult<T> {
  return { kind: 'done', value };
}
