import { disassembledPath } from '../program/listing.js';
import type { Client } from './client.js';

/** A source as the protocol names it. */
export function sourceBody(client: Client, path: string): { name: string; path: string } {
  return { name: fileName(path), path: client.toPath(path) };
}

/** There is one listing in a session: this stands for it where it has no name that opens it. */
export const listingReference = 1;

/** The text of a program's instructions as the protocol names it. */
export function listingBody(client: Client, path: string): object {
  const file = disassembledPath(path);
  if (file === undefined) return sourceBody(client, path);
  const name = fileName(file);
  const origin = 'disassembly';
  if (client.opensDisassembly) return { name, path: client.toPath(path), origin };
  return { name: `${name} (disassembly)`, sourceReference: listingReference, origin };
}

/** The last part of a path, of whatever system. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
