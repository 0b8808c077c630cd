import { ProtocolServer } from '@vscode/debugadapter/lib/protocol.js';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { internalError } from './errors.js';
import { RequestError } from './request-error.js';

/** Serves one request; what it answers is the response's body. */
export type Dispatch = (
  command: string,
  args: unknown,
  request: RequestContext,
) => Promise<object | undefined> | object | undefined;

export interface RequestContext {
  /** Runs a function once this request's response is on the wire. */
  afterResponse(action: () => void): void;
}

/** One message of the protocol on its way in or out. */
export type TraceSink = (direction: 'in' | 'out', message: object) => void;

/**
 * One client's connection: framing and numbering come from the SDK; every request goes through
 * one function and gets exactly one response, whatever that function does.
 */
export class Connection extends ProtocolServer {
  /** Where messages are logged, if anywhere. */
  trace: TraceSink | undefined;

  constructor(private readonly dispatch: Dispatch) {
    super();
    // The SDK reports a frame that is no JSON here; the session goes on with the next one.
    this.on('error', () => undefined);
  }

  /** Sends an event, which must have been made for this call alone. */
  event(name: string, body: object = {}): void {
    const event: DebugProtocol.Event = { seq: 0, type: 'event', event: name, body };
    this.trace?.('out', event);
    this.sendEvent(event);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    this.trace?.('in', request);
    void this.serve(request);
  }

  private async serve(request: DebugProtocol.Request): Promise<void> {
    const { command } = request;
    const after: (() => void)[] = [];
    const context = { afterResponse: (action: () => void) => void after.push(action) };
    try {
      const body = await this.dispatch(command, request.arguments, context);
      this.respond(request, { success: true, ...(body && { body }) });
    } catch (problem) {
      this.respond(request, failure(command, problem));
    }
    for (const action of after) action();
  }

  private respond(request: DebugProtocol.Request, outcome: Outcome): void {
    const response: DebugProtocol.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      ...outcome,
    };
    this.trace?.('out', response);
    this.sendResponse(response);
  }
}

type Outcome = Pick<DebugProtocol.Response, 'success' | 'message' | 'body'>;

function failure(command: string, problem: unknown): Outcome {
  const error =
    problem instanceof RequestError
      ? problem
      : internalError(command, problem instanceof Error ? problem.message : String(problem));
  const { id, code, format, variables, showUser } = error;
  return {
    success: false,
    message: code,
    body: { error: { id, format, variables, showUser } },
  };
}
