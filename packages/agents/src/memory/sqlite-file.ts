import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { embeddingLength, type StoreResult } from '@mso/vm';
import type { Database, SqlJs } from 'sql.js/dist/sql-wasm-inline.js';
import type { MemoryEntry } from './memory-entries.js';
import { storeFailure } from './store-result.js';

/** "MSO1": whose file it is, where SQLite keeps that. */
const applicationId = 0x4d534f31;

/** Goes up when a file of this version could no longer be read by an older one. */
const formatVersion = 1;

/**
 * A SQLite database as bytes in memory. It is written as a whole to a new file that then takes
 * the place of the old one: whenever the process ends, there is a file that can be read.
 */
export class SqliteFile {
  private constructor(private readonly database: Database) {}

  /** From the bytes of a file; none of them make an empty database. */
  static read(sql: SqlJs, bytes: Uint8Array): StoreResult<SqliteFile> {
    if (bytes.length > 0 && !Buffer.from(bytes).toString('latin1', 0, 16).startsWith(signature)) {
      return storeFailure('is no SQLite database');
    }
    let database: Database | undefined;
    try {
      database = new sql.Database(bytes);
      const problem = prepare(database, bytes.length === 0);
      if (problem === undefined) return { kind: 'done', value: new SqliteFile(database) };
      database.close();
      return storeFailure(problem);
    } catch (error) {
      database?.close();
      const reason = error instanceof Error ? error.message : String(error);
      return storeFailure(`is damaged (${reason})`);
    }
  }

  entries(): StoreResult<readonly (readonly [string, MemoryEntry])[]> {
    const entries: (readonly [string, MemoryEntry])[] = [];
    for (const row of rowsOf(this.database, 'SELECT path, value, embedding FROM memory')) {
      const [path, text, embedding] = row;
      if (typeof path !== 'string' || typeof text !== 'string') return storeFailure('is damaged');
      entries.push([path, { text, embedding: vectorOf(embedding) }]);
    }
    return { kind: 'done', value: entries };
  }

  /** Takes over changed entries; undefined for one that is gone. */
  change(changes: Iterable<readonly [string, MemoryEntry | undefined]>): void {
    this.database.run('BEGIN');
    try {
      for (const [path, entry] of changes) this.changeOne(path, entry);
      this.database.run('COMMIT');
    } catch (error) {
      this.database.run('ROLLBACK');
      throw error;
    }
  }

  write(path: string, mode: number): void {
    const bytes = this.database.export();
    const temporary = `${path}.tmp`;
    const file = openSync(temporary, 'w', mode);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  }

  close(): void {
    this.database.close();
  }

  private changeOne(path: string, entry: MemoryEntry | undefined): void {
    if (entry === undefined) {
      this.database.run('DELETE FROM memory WHERE path = ?', [path]);
    } else {
      const row = [path, entry.text, bytesOf(entry.embedding)];
      this.database.run('INSERT OR REPLACE INTO memory VALUES (?, ?, ?)', row);
    }
  }
}

const signature = 'SQLite format 3\0';

/** Makes a new database one of ours, or says why an old one is not. */
function prepare(database: Database, isNew: boolean): string | undefined {
  if (isNew) {
    database.run(`PRAGMA application_id = ${applicationId}`);
    database.run(`PRAGMA user_version = ${formatVersion}`);
    database.run(
      'CREATE TABLE memory (path TEXT PRIMARY KEY, value TEXT NOT NULL, embedding BLOB)',
    );
    return undefined;
  }
  const [check] = rowsOf(database, 'PRAGMA quick_check(1)');
  if (check?.[0] !== 'ok') return `is damaged (${String(check?.[0]).replace(/\s+/g, ' ')})`;
  if (rowsOf(database, 'PRAGMA application_id')[0]?.[0] !== applicationId) {
    return 'is a database of another program';
  }
  const version = rowsOf(database, 'PRAGMA user_version')[0]?.[0];
  return version === formatVersion ? undefined : `has the format ${String(version)}, not 1`;
}

function rowsOf(database: Database, sql: string): ReturnType<Database['exec']>[number]['values'] {
  return database.exec(sql)[0]?.values ?? [];
}

function bytesOf(embedding: Float32Array | undefined): Uint8Array | null {
  if (embedding === undefined) return null;
  const view = new DataView(new ArrayBuffer(embedding.length * 4));
  for (const [index, part] of embedding.entries()) view.setFloat32(index * 4, part, true);
  return new Uint8Array(view.buffer);
}

/** Of another length it is none of ours, and the value is only found by its path. */
function vectorOf(bytes: unknown): Float32Array | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length !== embeddingLength * 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: embeddingLength }, (_, index) =>
    view.getFloat32(index * 4, true),
  );
}
