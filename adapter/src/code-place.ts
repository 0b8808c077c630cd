import { type CodeSpan, spanAt } from '@mso/bytecode';
import type { AdapterSession } from './adapter-session.js';
import type { Client } from './protocol/client.js';
import { listingBody, sourceBody } from './protocol/wire.js';

/** A place in the code of a program. */
export interface CodePlace {
  readonly address: number;
  /** The text that it comes from, if that is known. */
  readonly span?: CodeSpan | undefined;
}

/** A place as the protocol names it. */
export interface PlaceBody {
  readonly source?: object;
  readonly line?: number;
  readonly column?: number;
}

/** Source, line and column of a place, in the listing for those who debug there. */
export function placeBody(session: AdapterSession, client: Client, place: CodePlace): PlaceBody {
  return placeInListing(session, client, place) ?? placeInSource(session, client, place);
}

/** The place of an instruction; undefined where neither a text nor the listing shows it. */
export function placeAt({ debug }: AdapterSession, address: number): CodePlace | undefined {
  const info = debug.vm.module.debug;
  const span = info && spanAt(info, address);
  return span || debug.listing ? { address, span } : undefined;
}

function placeInSource({ debug }: AdapterSession, client: Client, { span }: CodePlace): PlaceBody {
  if (span === undefined) return { line: 0, column: 0 };
  const path = debug.vm.module.debug?.sources[span.source]?.path;
  const place = client.toSpan(span);
  return path === undefined ? place : { source: sourceBody(client, path), ...place };
}

/** For those who debug in the listing, and for code that comes from no text. */
function placeInListing(
  { debug, isInListing }: AdapterSession,
  client: Client,
  { span, address }: CodePlace,
): PlaceBody | undefined {
  const { listing } = debug;
  if (listing === undefined || (span && !isInListing)) return undefined;
  // Behind the last instruction the program still stands at its last line.
  const line = listing.lines[address] ?? listing.lines.at(-1);
  if (line === undefined) return undefined;
  return {
    source: listingBody(client, listing.path),
    ...{ line: client.toLine(line), column: client.toColumn(1) },
  };
}
