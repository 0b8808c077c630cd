import type { Client } from './client.js';

/** A source as the protocol names it. */
export function sourceBody(client: Client, path: string): { name: string; path: string } {
  return { name: path.split(/[\\/]/).at(-1) ?? path, path: client.toPath(path) };
}
