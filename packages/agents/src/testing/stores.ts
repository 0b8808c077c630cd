import { ok } from 'node:assert/strict';
import type { OpenedMemory, StoreResult } from '@mso/vm';

export function resultOf<T>(
  result: StoreResult<T> | Exclude<OpenedMemory, StoreResult<unknown>>,
): T {
  ok(result.kind === 'done', JSON.stringify(result));
  return result.value;
}

export function messageOf(result: StoreResult<unknown> | OpenedMemory): string {
  return 'message' in result ? result.message : result.kind;
}
