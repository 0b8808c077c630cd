import { resolve } from 'node:path';
import { nearest } from '@mso/values';
import { MemoryEntries } from './memory-entries.js';
import { type MemoryStore, type StoreResult, storeFailure } from './memory-store.js';
import { openSqliteStore } from './sqlite-store.js';

export interface MemorySettings {
  /** As the program's `memory` block says; empty where it says nothing. */
  readonly provider: string;
  readonly connection: string;
  /** The program's folder: a relative path of a connection starts there. */
  readonly folder: string;
}

const inProcessNames = ['', 'memory', 'in-memory', 'in-process'];

/**
 * The store that a program's memory is in. With a provider that there is none of, the store opens
 * and refuses whatever it is asked: a program that never uses its memory runs all the same.
 */
export async function openMemoryStore(settings: MemorySettings): Promise<StoreResult<MemoryStore>> {
  const provider = settings.provider.trim().toLowerCase().replaceAll('_', '-');
  if (inProcessNames.includes(provider)) return { kind: 'done', value: new MemoryEntries() };
  if (provider !== 'sqlite') return { kind: 'done', value: refusing(unknownProvider(settings)) };
  if (settings.connection === '') {
    return storeFailure('memory: the provider "sqlite" needs a connection, the path of its file');
  }
  return openSqliteStore(resolve(settings.folder, settings.connection));
}

function unknownProvider({ provider }: MemorySettings): string {
  const meant = nearest(provider, ['sqlite', ...inProcessNames.filter((name) => name !== '')]);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `memory: there is no provider "${provider}", only "sqlite" and "in-process"${hint}`;
}

function refusing(message: string): MemoryStore {
  const refuse = (): StoreResult<never> => storeFailure(message);
  return {
    get: refuse,
    set: refuse,
    embed: refuse,
    delete: refuse,
    search: refuse,
    paths: () => [],
    close: () => ({ kind: 'done', value: undefined }),
  };
}
