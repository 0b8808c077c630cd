import type { SourceBreakpoint } from '@mso/debugger';
import type { Client } from './protocol/client.js';

/** A breakpoint as the protocol describes it. */
export function breakpointBody(client: Client, breakpoint: SourceBreakpoint): object {
  const { id, verified, location, message, reason, request } = breakpoint;
  return {
    id,
    verified,
    ...(location ? client.toSpan(location.span) : { line: client.toLine(request.line) }),
    ...(message !== undefined && { message }),
    ...(reason && { reason }),
  };
}
