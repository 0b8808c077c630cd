import type { AnyRequest, BreakpointRequest, SourceBreakpoint } from '@mso/debugger';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { AdapterSession } from './adapter-session.js';
import type { Client } from './protocol/client.js';
import { toInstructionReference } from './protocol/code-addresses.js';
import { sourceBody } from './protocol/wire.js';

/** A breakpoint as the protocol describes it. */
export function breakpointBody(
  { debug }: AdapterSession,
  client: Client,
  breakpoint: SourceBreakpoint<AnyRequest>,
): DebugProtocol.Breakpoint {
  const { id, verified, location, message, reason, request } = breakpoint;
  const body: DebugProtocol.Breakpoint = { id, verified };
  const span = location?.span;
  if (span) {
    const path = debug.vm.module.debug?.sources[span.source]?.path;
    if (path !== undefined && !('line' in request)) body.source = sourceBody(client, path);
    body.line = client.toLine(span.startLine);
    body.column = client.toColumn(span.startColumn);
    body.endLine = client.toLine(span.endLine);
    body.endColumn = client.toColumn(span.endColumn);
  } else if (isLine(request)) body.line = client.toLine(request.line);
  if (location) body.instructionReference = toInstructionReference(location.address);
  if (message !== undefined) body.message = message;
  if (reason) body.reason = reason;
  return body;
}

/** A wish may name a line that no text has, which is no line to answer with. */
function isLine(request: AnyRequest): request is BreakpointRequest {
  return 'line' in request && request.line >= 1;
}
