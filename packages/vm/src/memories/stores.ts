import { type Entity, SecretReference, type Value } from '../values/value.js';
import type { OpenedMemory, OpenMemory } from './memory-store.js';

/** The stores of a run, each opened when it is first asked. */
export class Stores {
  /** By provider and connection: several memories may have one file. */
  private readonly opened = new Map<string, OpenedMemory>();
  private isClosed = false;

  /** @param openMemory without it nothing outlives the run */
  constructor(private readonly openMemory: OpenMemory | undefined) {}

  /** The store of a `memory` block, by what is set on it now; the same for the same settings. */
  of(block: Entity | undefined): OpenedMemory {
    if (this.openMemory === undefined || block === undefined || this.isClosed) {
      return { kind: 'in-process' };
    }
    const provider = settingOf(block, 'provider');
    const connection = settingOf(block, 'connection');
    if (typeof provider !== 'string') return provider;
    if (typeof connection !== 'string') return connection;
    const key = JSON.stringify([provider, connection]);
    const known = this.opened.get(key);
    if (known) return known;
    const opened = this.openMemory({ provider, connection });
    this.opened.set(key, opened);
    return opened;
  }

  /** Closes them for good; the answer is what went wrong. */
  close(): readonly string[] {
    const problems: string[] = [];
    for (const opened of this.opened.values()) {
      if (opened.kind !== 'done') continue;
      const closed = opened.value.close();
      if (closed.kind === 'failure') problems.push(closed.message);
    }
    this.opened.clear();
    this.isClosed = true;
    return problems;
  }
}

/** A text, empty where nothing is set; or why it cannot be used. */
function settingOf(block: Entity, key: string): string | OpenedMemory {
  const value: Value = block.properties.get(key) ?? '';
  if (typeof value === 'string') return value;
  const what = value instanceof SecretReference ? 'a secret, which no memory is told' : 'no text';
  return { kind: 'failure', message: `memory: its ${key} is ${what}` };
}
