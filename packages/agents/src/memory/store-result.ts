import type { StoreFailure, StoreResult } from '@mso/vm';

export const done: StoreResult<void> = { kind: 'done', value: undefined };

export function storeFailure(message: string): StoreFailure {
  return { kind: 'failure', message };
}
