import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { StoreResult } from '@mso/vm';
import { storeFailure } from './store-result.js';

export interface FileLock {
  release(): void;
}

/**
 * Takes a file for this process alone, by a file beside it that holds the process's id. A lock
 * whose process has ended is taken over.
 */
export function lockFile(path: string): StoreResult<FileLock> {
  const lockPath = `${path}.lock`;
  for (const isLast of [false, true]) {
    try {
      writeFileSync(lockPath, `${process.pid}\n`, { flag: 'wx' });
      return { kind: 'done', value: { release: () => rmSync(lockPath, { force: true }) } };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const owner = ownerOf(lockPath);
    if (isLast || owner === undefined || isRunning(owner)) return inUse(path, lockPath, owner);
    rmSync(lockPath, { force: true });
  }
  return inUse(path, lockPath, undefined);
}

function inUse(path: string, lockPath: string, owner: number | undefined): StoreResult<FileLock> {
  const whose = owner === undefined ? 'another process' : `process ${owner}`;
  return storeFailure(`${path} is in use by ${whose}; if it is not, delete ${lockPath}`);
}

function ownerOf(lockPath: string): number | undefined {
  try {
    const owner = Number(readFileSync(lockPath, 'utf8').trim());
    return Number.isSafeInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** A process that may not be signalled runs, too. */
function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
