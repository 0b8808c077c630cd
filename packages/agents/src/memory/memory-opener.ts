import { resolve } from 'node:path';
import { nearest } from '@mso/values';
import type { MemorySettings, OpenedMemory, OpenMemory } from '@mso/vm';
import type { SqlJs } from 'sql.js/dist/sql-wasm-inline.js';
import { openSqliteStore } from './sqlite-store.js';
import { storeFailure } from './store-result.js';

const inProcessNames = ['', 'memory', 'in-memory', 'in-process'];

/**
 * What opens the stores of a program's memories. A machine cannot wait for a library: `sqlite`
 * says whether a memory may be in a SQLite file, and what that needs is loaded now.
 *
 * @param folder the program's; a relative path of a connection starts there
 */
export async function memoryOpener(
  folder: string,
  { sqlite }: { readonly sqlite: boolean },
): Promise<OpenMemory> {
  const sql = sqlite ? await loadSqlite() : undefined;
  return (settings) => openMemory(settings, folder, sql);
}

function openMemory(
  { provider, connection }: MemorySettings,
  folder: string,
  sql: SqlJs | undefined,
): OpenedMemory {
  const name = provider.trim().toLowerCase().replaceAll('_', '-');
  if (inProcessNames.includes(name)) return { kind: 'in-process' };
  if (name !== 'sqlite') return { kind: 'unsupported', message: unknownProvider(provider, name) };
  if (connection === '') {
    return storeFailure('memory: the provider "sqlite" needs a connection, the path of its file');
  }
  if (sql !== undefined) return openSqliteStore(resolve(folder, connection), sql);
  return storeFailure('memory: the provider became "sqlite" when the program ran already');
}

function unknownProvider(provider: string, name: string): string {
  const meant = nearest(name, ['sqlite', ...inProcessNames.slice(1)]);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `memory: there is no provider "${provider}", only "sqlite" and "in-process"${hint}`;
}

async function loadSqlite(): Promise<SqlJs> {
  const { default: initSqlJs } = await import('sql.js/dist/sql-wasm-inline.js');
  return initSqlJs();
}
