import {
  cosine,
  embeddableText,
  embedText,
  type MemoryHit,
  type MemoryStore,
  type StoreResult,
  type Value,
} from '@mso/vm';
import { done, storeFailure } from './store-result.js';
import { decodeValue, encodeValue } from './value-codec.js';

/** What is stored under a path. */
export interface MemoryEntry {
  /** As `encodeValue` makes it. */
  readonly text: string;
  readonly embedding: Float32Array | undefined;
}

export const memoryLimits = {
  pathLength: 1_000,
  /** UTF-16 units of a value's JSON text. */
  valueLength: 1_048_576,
  /** Of all paths and values together. */
  totalLength: 67_108_864,
} as const;

/**
 * What a store holds: everything is kept as text, so that nobody else holds a part of it.
 * `onChange` hears of every path whose entry is another one now, or is none any more.
 */
export class MemoryEntries implements MemoryStore {
  private readonly entries: Map<string, MemoryEntry>;
  private totalLength = 0;

  constructor(
    entries: Iterable<readonly [string, MemoryEntry]> = [],
    private readonly onChange: (path: string) => void = () => undefined,
  ) {
    this.entries = new Map(entries);
    for (const [path, entry] of this.entries) this.totalLength += path.length + entry.text.length;
  }

  get(path: string): StoreResult<Value | undefined> {
    const entry = this.entries.get(path);
    if (entry === undefined) return { kind: 'done', value: undefined };
    const value = decodeValue(entry.text);
    return value === undefined
      ? storeFailure(`what memory holds at @${path} is damaged`)
      : { kind: 'done', value };
  }

  set(path: string, value: Value): StoreResult<void> {
    return this.put(path, value, () => undefined);
  }

  embed(path: string, value: Value): StoreResult<void> {
    return this.put(path, value, () => embedText(embeddableText(value)));
  }

  delete(path: string): StoreResult<boolean> {
    const entry = this.entries.get(path);
    if (entry === undefined) return { kind: 'done', value: false };
    this.totalLength -= path.length + entry.text.length;
    this.entries.delete(path);
    this.onChange(path);
    return { kind: 'done', value: true };
  }

  search(query: string, limit: number): StoreResult<readonly MemoryHit[]> {
    const wanted = embedText(query);
    const scores: { readonly path: string; readonly score: number }[] = [];
    for (const [path, { embedding }] of this.entries) {
      if (embedding !== undefined) scores.push({ path, score: cosine(wanted, embedding) });
    }
    scores.sort((left, right) => right.score - left.score || (left.path < right.path ? -1 : 1));
    const hits: MemoryHit[] = [];
    for (const { path, score } of scores.slice(0, Math.max(0, limit))) {
      const found = this.get(path);
      if (found.kind === 'failure') return found;
      hits.push({ path, score, value: found.value ?? null });
    }
    return { kind: 'done', value: hits };
  }

  paths(): Iterable<string> {
    return this.entries.keys();
  }

  close(): StoreResult<void> {
    return done;
  }

  entry(path: string): MemoryEntry | undefined {
    return this.entries.get(path);
  }

  private put(
    path: string,
    value: Value,
    embedding: () => Float32Array | undefined,
  ): StoreResult<void> {
    if (path === '' || path.length > memoryLimits.pathLength) {
      return storeFailure(`a memory path has 1 to ${memoryLimits.pathLength} characters`);
    }
    const encoded = encodeValue(value);
    if (encoded.kind === 'refused') {
      return storeFailure(`the value for @${path} cannot be stored: it ${encoded.reason}`);
    }
    const { text } = encoded;
    if (text.length > memoryLimits.valueLength) {
      const size = `more than ${memoryLimits.valueLength} characters of JSON`;
      return storeFailure(`the value for @${path} cannot be stored: it has ${size}`);
    }
    const before = this.entries.get(path);
    const grown = text.length - (before === undefined ? -path.length : before.text.length);
    if (this.totalLength + grown > memoryLimits.totalLength) {
      return storeFailure(
        `memory is full: it holds at most ${memoryLimits.totalLength} characters of JSON`,
      );
    }
    this.totalLength += grown;
    this.entries.set(path, { text, embedding: embedding() });
    this.onChange(path);
    return done;
  }
}
