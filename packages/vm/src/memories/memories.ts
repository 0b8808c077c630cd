import type { Kept, Snapshot } from '../journal/snapshot.js';
import type { Declarations } from '../machine/declarations.js';
import type { Memory } from '../machine/memory.js';
import { Fault } from '../machine/runtime-error.js';
import { copyValue } from '../values/copy-value.js';
import { detached } from '../values/detached.js';
import type { Entity, Value } from '../values/value.js';
import { parseMemoryPath } from './memory-path.js';
import type { MemoryStore, OpenMemory, StoreResult } from './memory-store.js';
import { nearer, Overlay } from './overlay.js';
import { Stores } from './stores.js';

/** What is at an `@path`; `refused` where the memory's store cannot be asked. */
export type MemoryFinding =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * How near an embedded value must be to a text in brackets to be meant by it: the cosine of the
 * angle between the two.
 */
const similarityMin = 0.25;

/** How many names a path may have: each of them may be the end of the key. */
const namesMax = 100;

/** Where an `@path` leads. */
interface Place {
  /** Undefined for the memory that a program without a `memory` block has. */
  readonly block: Entity | undefined;
  /** The key; what stands behind its first parts may be members of what is stored there. */
  readonly parts: readonly string[];
  /** The key is a text in brackets, which may also stand for what is most similar to it. */
  readonly isText: boolean;
}

/**
 * What the `memory` blocks of a program remember.
 *
 * Each has an overlay of what this run has written, and below it a store. Stores are written when
 * the run is over, by `save`, and never before: a run that goes back in time and on again finds in
 * them what it found.
 */
export class Memories implements Kept {
  /** By the id of the block, 0 where there is none. */
  private readonly overlays = new Map<number, Overlay>();
  private readonly stores: Stores;

  /** @param partsMax how many parts a value may have */
  constructor(
    private readonly declarations: Declarations,
    private readonly memory: Memory,
    private readonly partsMax: number,
    openMemory: OpenMemory | undefined,
  ) {
    this.stores = new Stores(openMemory);
  }

  /**
   * What `@path` names; a value is one that nobody else has.
   *
   * `@ROOT.key` and `@ROOT["key"]` name what is stored under the key, or a member of what is
   * stored under a part of it. A text in brackets under which nothing is stored means the embedded
   * value that is most similar to it.
   */
  find(path: string): MemoryFinding {
    const place = this.placeOf(path);
    if (place === undefined) return { kind: 'nothing' };
    const opened = this.stores.of(place.block);
    if ('message' in opened) return { kind: 'refused', message: opened.message };
    const store = opened.kind === 'done' ? opened.value : undefined;
    const found = valueAt(place, this.overlays.get(place.block?.id ?? 0), store);
    if (found.kind === 'failure') return { kind: 'refused', message: found.message };
    if (found.value === undefined) return { kind: 'nothing' };
    // It was not too large to be stored.
    return { kind: 'found', value: copyValue(found.value, Number.POSITIVE_INFINITY) };
  }

  /**
   * Writes what a program stores at `@path`.
   *
   * @returns why the memory refuses it
   * @throws Fault where the value is too large
   */
  write(path: string, value: Value, isEmbedded: boolean): string | undefined {
    const place = this.placeOf(path);
    if (place === undefined) return `@${path} is nothing that can be remembered`;
    const opened = this.stores.of(place.block);
    if ('message' in opened) return opened.message;
    this.put(place.block, place.parts.join('.'), value, isEmbedded);
    return undefined;
  }

  /** Keeps what a step has yielded in the first memory, where the program has one. */
  remember(workflow: string, step: string, output: Value): void {
    const block = this.first();
    if (block === undefined) return;
    try {
      this.put(block, `${workflow}.${step}`, output, true);
    } catch (problem) {
      // It is too large. The program has not asked for it, so that this is no error of its own.
      if (!(problem instanceof Fault)) throw problem;
    }
  }

  /**
   * Writes what the run has written into the stores, and closes them: the run is over. A memory
   * with `persistence = false`, and one whose provider there is not, forgets.
   *
   * @returns what went wrong, a sentence a line
   */
  save(): string | undefined {
    const problems = new Set<string>();
    for (const [id, overlay] of this.overlays) {
      const block = this.declarations.get(id);
      if (block?.properties.get('persistence') === false) continue;
      const opened = this.stores.of(block);
      if (opened.kind === 'failure') problems.add(opened.message);
      else if (opened.kind === 'done') {
        for (const problem of storeAll(overlay, opened.value)) problems.add(problem);
      }
    }
    for (const problem of this.stores.close()) problems.add(problem);
    return problems.size === 0 ? undefined : [...problems].join('\n');
  }

  keep(snapshot: Snapshot): void {
    snapshot.map(this.overlays);
    for (const overlay of this.overlays.values()) snapshot.add(overlay);
  }

  /**
   * A path begins with the name of a memory, or with `memory`, which is the first one; any other
   * is a key of the first memory as a whole. Undefined where it is no key of a memory.
   */
  private placeOf(path: string): Place | undefined {
    const { names, text } = parseMemoryPath(path);
    const [root = '', ...rest] = names;
    const named = this.declarations.named('memory', root);
    const isRoot = named !== undefined || root === 'memory';
    const isLoad = !isRoot && this.declarations.named('load', root) !== undefined;
    if (isLoad || names.length > namesMax) return undefined;
    const parts = [...(isRoot ? rest : names), ...(text === undefined ? [] : [text])];
    if (parts.length === 0) return undefined;
    const isText = isRoot && rest.length === 0 && text !== undefined;
    return { block: named ?? this.first(), parts, isText };
  }

  /** The memory without a name, else the one that is declared first. */
  private first(): Entity | undefined {
    const [first] = this.declarations.ofKind('memory');
    return this.declarations.named('memory', 'memory') ?? first;
  }

  private put(block: Entity | undefined, key: string, value: Value, isEmbedded: boolean): void {
    const kept = detached(this.memory, value, this.partsMax);
    const id = block?.id ?? 0;
    const overlay = this.overlays.get(id) ?? new Overlay();
    this.overlays.set(id, overlay);
    overlay.set(key, kept, isEmbedded);
  }
}

function valueAt(
  { parts, isText }: Place,
  overlay: Overlay | undefined,
  store: MemoryStore | undefined,
): StoreResult<Value | undefined> {
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join('.');
    const written = overlay?.get(key);
    const read = written === undefined ? store?.get(key) : undefined;
    if (read?.kind === 'failure') return read;
    const value = written === undefined ? read?.value : written;
    if (value !== undefined) return { kind: 'done', value: memberAt(value, parts.slice(length)) };
  }
  return isText ? mostSimilar(parts[0] ?? '', overlay, store) : { kind: 'done', value: undefined };
}

function memberAt(value: Value, path: readonly string[]): Value | undefined {
  let member: Value | undefined = value;
  for (const name of path) member = member instanceof Map ? member.get(name) : undefined;
  return member;
}

/** What the overlay has under a key hides what the store has there. */
function mostSimilar(
  text: string,
  overlay: Overlay | undefined,
  store: MemoryStore | undefined,
): StoreResult<Value | undefined> {
  const stored = store?.search(text, (overlay?.size ?? 0) + 1);
  if (stored?.kind === 'failure') return stored;
  const fromStore = stored?.value.find(({ path }) => !overlay?.has(path));
  const best = nearer(overlay?.nearest(text), fromStore);
  const isNear = best !== undefined && best.score >= similarityMin;
  return { kind: 'done', value: isNear ? best.value : undefined };
}

function storeAll(overlay: Overlay, store: MemoryStore): readonly string[] {
  const problems: string[] = [];
  for (const [key, { value, isEmbedded }] of overlay) {
    const stored = isEmbedded ? store.embed(key, value) : store.set(key, value);
    if (stored.kind === 'failure') problems.push(stored.message);
  }
  return problems;
}
