import { closeSync, openSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MemoryHit, MemoryStore, StoreResult, Value } from '@mso/vm';
import type { SqlJs } from 'sql.js/dist/sql-wasm-inline.js';
import { errorCode, type FileLock, lockFile } from './file-lock.js';
import { MemoryEntries } from './memory-entries.js';
import { SqliteFile } from './sqlite-file.js';
import { done, storeFailure } from './store-result.js';

const fileBytesMax = 256 * 1024 * 1024;

/** What changes within this time is written at once. */
const writeDelayMs = 50;

/** A store in a SQLite file. Two processes do not have the same file open for writing. */
export function openSqliteStore(path: string, sql: SqlJs): StoreResult<MemoryStore> {
  const named = (message: string): StoreResult<never> => storeFailure(`memory: ${message}`);
  let lock: FileLock | undefined;
  try {
    const place = findFile(path);
    if (place.kind === 'failure') return named(place.message);
    const { file, stats, isReadOnly } = place.value;
    if (!isReadOnly) {
      const locked = lockFile(file);
      if (locked.kind === 'failure') return named(locked.message);
      lock = locked.value;
    }
    const bytes = stats === undefined ? new Uint8Array() : readFileSync(file);
    const read = SqliteFile.read(sql, bytes);
    const opened = read.kind === 'done' ? storeIn(read.value, file, lock, stats?.mode) : read;
    if (opened.kind === 'done') return opened;
    lock?.release();
    return named(`${file} ${opened.message}`);
  } catch (error) {
    lock?.release();
    return named(`${path} cannot be opened: ${reasonOf(error)}`);
  }
}

interface FilePlace {
  /** Behind all links, so that one file has one lock. */
  readonly file: string;
  /** Undefined where the file is yet to be made. */
  readonly stats: Stats | undefined;
  readonly isReadOnly: boolean;
}

function findFile(path: string): StoreResult<FilePlace> {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return storeFailure(`the folder ${folder} does not exist`);
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    const file = join(realpathSync(folder), basename(path));
    return { kind: 'done', value: { file, stats, isReadOnly: false } };
  }
  if (!stats.isFile()) return storeFailure(`${path} is no file`);
  if (stats.size > fileBytesMax) return storeFailure(`${path} has more than ${fileBytesMax} bytes`);
  const file = realpathSync(path);
  return { kind: 'done', value: { file, stats, isReadOnly: !isWritable(file) } };
}

/** Tried rather than asked for: what the process is allowed is not all that counts. */
function isWritable(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    return true;
  } catch {
    return false;
  }
}

function storeIn(
  file: SqliteFile,
  path: string,
  lock: FileLock | undefined,
  mode = 0o600,
): StoreResult<MemoryStore> {
  const entries = file.entries();
  if (entries.kind === 'done') {
    return { kind: 'done', value: new SqliteStore(file, entries.value, path, lock, mode) };
  }
  file.close();
  return entries;
}

/** Works in memory, and writes changes a moment later, at the latest when the process ends. */
class SqliteStore implements MemoryStore {
  private readonly entries: MemoryEntries;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  /** Why the last writing failed; the changes are still to be written. */
  private problem: string | undefined;
  private readonly onExit = (): void => {
    this.close();
  };

  constructor(
    private readonly file: SqliteFile,
    entries: ConstructorParameters<typeof MemoryEntries>[0],
    private readonly path: string,
    /** Undefined where the file may only be read. */
    private readonly lock: FileLock | undefined,
    private readonly mode: number,
  ) {
    this.entries = new MemoryEntries(entries, (changed) => this.noteChange(changed));
    process.once('exit', this.onExit);
  }

  get(path: string): StoreResult<Value | undefined> {
    return this.entries.get(path);
  }

  set(path: string, value: Value): StoreResult<void> {
    return this.refusal() ?? this.entries.set(path, value);
  }

  embed(path: string, value: Value): StoreResult<void> {
    return this.refusal() ?? this.entries.embed(path, value);
  }

  delete(path: string): StoreResult<boolean> {
    return this.refusal() ?? this.entries.delete(path);
  }

  search(query: string, limit: number): StoreResult<readonly MemoryHit[]> {
    return this.entries.search(query, limit);
  }

  paths(): Iterable<string> {
    return this.entries.paths();
  }

  close(): StoreResult<void> {
    process.off('exit', this.onExit);
    this.write();
    this.file.close();
    this.lock?.release();
    return this.problem === undefined ? done : storeFailure(this.problem);
  }

  private refusal(): ReturnType<typeof storeFailure> | undefined {
    if (this.lock === undefined) return storeFailure(`memory: ${this.path} may only be read`);
    return this.problem === undefined ? undefined : storeFailure(this.problem);
  }

  private noteChange(path: string): void {
    this.changed.add(path);
    this.timer ??= setTimeout(() => this.write(), writeDelayMs).unref();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.changed.size === 0) return;
    try {
      this.file.change([...this.changed].map((path) => [path, this.entries.entry(path)]));
      this.file.write(this.path, this.mode);
      this.changed.clear();
      this.problem = undefined;
    } catch (error) {
      this.problem = `memory: ${this.path} cannot be written: ${reasonOf(error)}`;
    }
  }
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'that is not allowed in its folder'],
  ['EROFS', 'its file system may only be read'],
  ['ENOSPC', 'its file system is full'],
  ['ENOENT', 'its folder does not exist'],
]);

function reasonOf(error: unknown): string {
  const known = reasons.get(errorCode(error));
  return known ?? (error instanceof Error ? error.message : String(error));
}
