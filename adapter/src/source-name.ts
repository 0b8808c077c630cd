import type { AdapterSession } from './adapter-session.js';
import type { Arguments } from './protocol/arguments.js';
import type { Client } from './protocol/client.js';
import { listingReference } from './protocol/wire.js';

/** What a request's source is called here; undefined where it names none. */
export function readSourceName(
  { debug }: AdapterSession,
  client: Client,
  args: Arguments,
): string | undefined {
  const source = args.object('source');
  const reference = source.optionalInteger('sourceReference') ?? args.raw().sourceReference;
  if (debug.listing && reference === listingReference) return debug.listing.path;
  const path = source.optionalText('path');
  return path === undefined ? undefined : client.fromPath(path);
}
