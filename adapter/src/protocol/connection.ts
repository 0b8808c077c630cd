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
  /** Lets someone else answer this request, and every later one. */
  handOver(relay: Relay): void;
}

/** Someone who answers requests in the place of this process. */
export interface Relay {
  /**
   * `answer` is called once, at once when there is an answer: it stays in front of what follows.
   * `seq` is the client's number of the request, where it is one of the client's.
   */
  request(command: string, args: unknown, answer: (outcome: Outcome) => void, seq?: number): void;
}

/** A response without what names its request. */
export type Outcome = Pick<DebugProtocol.Response, 'success' | 'message' | 'body'>;

/** One message of the protocol on its way in or out. */
export type TraceSink = (direction: 'in' | 'out', message: object) => void;

/**
 * One client's connection: framing and numbering come from the SDK; every request goes through
 * one function and gets exactly one response, whatever that function does.
 */
export class Connection extends ProtocolServer {
  /** Where messages are logged, if anywhere. */
  trace: TraceSink | undefined;
  private relay: Relay | undefined;

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
    if (this.relay) this.pass(request, this.relay);
    else void this.serve(request);
  }

  /** Requests are answered here again. */
  takeBack(): void {
    this.relay = undefined;
  }

  private pass(request: DebugProtocol.Request, relay: Relay): void {
    const answer = (outcome: Outcome): void => this.respond(request, outcome);
    relay.request(request.command, request.arguments, answer, request.seq);
  }

  private async serve(request: DebugProtocol.Request): Promise<void> {
    const { command } = request;
    const after: (() => void)[] = [];
    let isHandedOver = false;
    const context: RequestContext = {
      afterResponse: (action) => void after.push(action),
      handOver: (relay) => {
        isHandedOver = true;
        this.relay = relay;
        this.pass(request, relay);
      },
    };
    try {
      const body = await this.dispatch(command, request.arguments, context);
      if (!isHandedOver) this.respond(request, { success: true, ...(body && { body }) });
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

function failure(command: string, problem: unknown): Outcome {
  return failureOf(
    problem instanceof RequestError
      ? problem
      : internalError(command, problem instanceof Error ? problem.message : String(problem)),
  );
}

/** A request that failed, as its response says it. */
export function failureOf({ id, code, format, variables, showUser }: RequestError): Outcome {
  return {
    success: false,
    message: code,
    body: { error: { id, format, variables, showUser } },
  };
}
