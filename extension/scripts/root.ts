import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The extension's folder, seen from this file's compiled place. */
export const extensionRoot = fileURLToPath(new URL('../..', import.meta.url));

export function extensionFile(...segments: readonly string[]): string {
  return join(extensionRoot, ...segments);
}
