import type { RuntimeError } from '@mso/vm';
import type { AdapterSession } from './adapter-session.js';
import { type CodePlace, placeAt, placeBody } from './code-place.js';
import { fileName } from './protocol/wire.js';

/** The innermost frames tell most; a stack that has overflowed has very many. */
const framesMax = 50;

/**
 * Says why a program has failed, and in which frames. Each line leads to its place; those of the
 * frames are a group, which a client may fold.
 */
export function reportError(session: AdapterSession, { kind, message }: RuntimeError): void {
  const { debug } = session;
  const count = debug.frameCount();
  const address = debug.vm.registers.programCounter;
  print(session, `${kind}: ${message}`, placeAt(session, address));
  session.connection.event('output', {
    ...{ category: 'stderr', group: 'start' },
    output: 'Call stack\n',
  });
  for (let depth = count - 1; depth >= Math.max(0, count - framesMax); depth--) {
    const frame = debug.frame(depth);
    if (frame) print(session, `at ${frame.name}${lineOf(session, frame)}`, frame);
  }
  if (count > framesMax) print(session, `… and ${count - framesMax} more`);
  session.connection.event('output', { category: 'stderr', group: 'end', output: '' });
}

function print(session: AdapterSession, text: string, place?: CodePlace): void {
  const { client } = session;
  const { source, line, column } = client && place ? placeBody(session, client, place) : {};
  const at = source === undefined ? {} : { source, line, column };
  session.connection.event('output', { category: 'stderr', output: `${text}\n`, ...at });
}

/** Clients that do not lead to places show them in the text. */
function lineOf({ debug }: AdapterSession, { span }: CodePlace): string {
  const path = span && debug.vm.module.debug?.sources[span.source]?.path;
  return path === undefined ? '' : ` (${fileName(path)}:${span?.startLine})`;
}
