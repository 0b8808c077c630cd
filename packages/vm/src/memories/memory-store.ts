import type { Value } from '../values/value.js';

/**
 * Where a memory is kept that outlives the run. Everything happens at once, since the machine
 * resolves a reference within an instruction.
 */
export interface MemoryStore {
  /** A value of the caller's own, or undefined where there is none. */
  get(path: string): StoreResult<Value | undefined>;
  /** Takes plain values and durations; the store keeps a copy. */
  set(path: string, value: Value): StoreResult<void>;
  /** Sets a value so that `search` finds it by its meaning, until it is set again. */
  embed(path: string, value: Value): StoreResult<void>;
  /** Whether there was one. */
  delete(path: string): StoreResult<boolean>;
  /** The embedded values nearest to a text, the nearest first; equally near ones by their path. */
  search(query: string, limit: number): StoreResult<readonly MemoryHit[]>;
  paths(): Iterable<string>;
  /** Writes what is not written yet. It must be called, and nothing else after it. */
  close(): StoreResult<void>;
}

export interface MemoryHit {
  readonly path: string;
  readonly value: Value;
  /** The cosine of the angle between the embeddings: 1 for the same direction, 0 for strangers. */
  readonly score: number;
}

export type StoreResult<T> = { readonly kind: 'done'; readonly value: T } | StoreFailure;

export interface StoreFailure {
  readonly kind: 'failure';
  readonly message: string;
}

/** What a `memory` block says about its store, as far as it has been executed. */
export interface MemorySettings {
  /** Empty where it says nothing. */
  readonly provider: string;
  readonly connection: string;
}

export type OpenedMemory =
  | StoreResult<MemoryStore>
  /** Nothing outlives the run. */
  | { readonly kind: 'in-process' }
  /** There is no such provider: whoever uses the memory is told, and others need not know. */
  | { readonly kind: 'unsupported'; readonly message: string };

/** Opens the store of a memory, at the first use of it. */
export type OpenMemory = (settings: MemorySettings) => OpenedMemory;
