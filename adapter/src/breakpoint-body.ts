import type { AnyRequest, BreakpointRequest, SourceBreakpoint } from '@mso/debugger';
import type { AdapterSession } from './adapter-session.js';
import type { Client } from './protocol/client.js';
import { toInstructionReference } from './protocol/code-addresses.js';
import { sourceBody } from './protocol/wire.js';

/** A breakpoint as the protocol describes it. */
export function breakpointBody(
  { debug }: AdapterSession,
  client: Client,
  breakpoint: SourceBreakpoint<AnyRequest>,
): object {
  const { id, verified, location, message, reason, request } = breakpoint;
  const span = location?.span;
  const path = span && debug.vm.module.debug?.sources[span.source]?.path;
  return {
    id,
    verified,
    ...(path !== undefined && !('line' in request) && { source: sourceBody(client, path) }),
    ...(span && client.toSpan(span)),
    ...(!span && isLine(request) && { line: client.toLine(request.line) }),
    ...(location && { instructionReference: toInstructionReference(location.address) }),
    ...(message !== undefined && { message }),
    ...(reason && { reason }),
  };
}

/** A wish may name a line that no text has, which is no line to answer with. */
function isLine(request: AnyRequest): request is BreakpointRequest {
  return 'line' in request && request.line >= 1;
}
