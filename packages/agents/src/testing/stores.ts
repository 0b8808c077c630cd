import { ok } from 'node:assert/strict';
import type { StoreResult } from '../memory/memory-store.js';

export function resultOf<T>(result: StoreResult<T>): T {
  ok(result.kind === 'done', JSON.stringify(result));
  return result.value;
}

export function messageOf(result: StoreResult<unknown>): string {
  return result.kind === 'failure' ? result.message : 'done';
}
