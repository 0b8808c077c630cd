import type { Client } from './client.js';

/** A source as the protocol names it. */
export function sourceBody(client: Client, path: string): { name: string; path: string } {
  return { name: fileName(path), path: client.toPath(path) };
}

/** The last part of a path, of whatever system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
