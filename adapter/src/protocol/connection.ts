import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { internalError, requestCancelled } from './errors.js';
import { FrameReader, frameOf, readMessage } from './frame-reader.js';
import { RequestError } from './request-error.js';
import { RequestQueue } from './request-queue.js';

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
 * One client's connection: every request goes through one function and gets exactly one response,
 * whatever that function does, and messages are numbered in the order in which they are sent.
 */
export class Connection extends EventEmitter<{ close: [] }> {
  /** Where messages are logged, if anywhere. */
  trace: TraceSink | undefined;
  private output: Writable | undefined;
  private nextSeq = 1;
  private relay: Relay | undefined;
  private readonly queue = new RequestQueue();

  constructor(private readonly dispatch: Dispatch) {
    super();
  }

  /** Reads requests until the stream closes, which is said. */
  start(input: Readable, output: Writable): void {
    this.output = output;
    const frames = new FrameReader({
      body: (text) => this.receive(text),
      // Nothing behind it can be told apart from it.
      tooLong: () => input.destroy(),
    });
    // What has come at once is looked through first: a request in it may be cancelled behind it.
    input.on('data', (chunk: Buffer) => {
      frames.push(chunk);
      this.serveAll();
    });
    input.on('close', () => this.emit('close'));
    // A stream that breaks also closes.
    input.on('error', () => undefined);
    output.on('error', () => undefined);
  }

  /** Sends an event, which must have been made for this call alone. */
  event(name: string, body: object = {}): void {
    const event: DebugProtocol.Event = { seq: 0, type: 'event', event: name, body };
    this.trace?.('out', event);
    this.send(event);
  }

  /** What is no request is passed over: there is nobody to answer. */
  private receive(text: string): void {
    const request = readMessage(text);
    if (!isRequest(request)) return;
    this.queue.add(request);
  }

  private serveAll(): void {
    for (const { request, isCancelled } of this.queue.takeAll()) {
      this.trace?.('in', request);
      if (this.relay) this.pass(request, this.relay);
      else if (isCancelled) this.respond(request, failureOf(requestCancelled()));
      else void this.serve(request);
    }
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
      if (!isHandedOver) this.respond(request, body ? { success: true, body } : { success: true });
    } catch (problem) {
      this.respond(request, failure(command, problem));
    }
    for (const action of after) this.follow(command, action);
  }

  /** What fails behind the response can only be said, not answered. */
  private follow(command: string, action: () => void): void {
    try {
      action();
    } catch (problem) {
      const output = `${command} failed: ${messageOf(problem)}\n`;
      this.event('output', { category: 'important', output });
    }
  }

  private respond(
    { seq, command }: DebugProtocol.Request,
    { success, message, body }: Outcome,
  ): void {
    const response: DebugProtocol.Response = {
      seq: 0,
      type: 'response',
      request_seq: seq,
      command,
      success,
    };
    if (message !== undefined) response.message = message;
    if (body !== undefined) response.body = body;
    this.trace?.('out', response);
    this.send(response);
  }

  private send(message: DebugProtocol.ProtocolMessage): void {
    message.seq = this.nextSeq++;
    this.output?.write(frameOf(message));
  }
}

function isRequest(message: Partial<DebugProtocol.Request>): message is DebugProtocol.Request {
  const { type, seq, command } = message;
  return type === 'request' && Number.isSafeInteger(seq) && typeof command === 'string';
}

function failure(command: string, problem: unknown): Outcome {
  return failureOf(
    problem instanceof RequestError ? problem : internalError(command, messageOf(problem)),
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

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
