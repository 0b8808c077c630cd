import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { internalError } from './errors.js';
import { FrameReader } from './frame-reader.js';
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
 * One client's connection: every request goes through one function and gets exactly one response,
 * whatever that function does, and messages are numbered in the order in which they are sent.
 */
export class Connection extends EventEmitter<{ close: [] }> {
  /** Where messages are logged, if anywhere. */
  trace: TraceSink | undefined;
  private output: Writable | undefined;
  private nextSeq = 1;

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
    input.on('data', (chunk: Buffer) => frames.push(chunk));
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
    const request = readRequest(text);
    if (request === undefined) return;
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

  private respond(request: DebugProtocol.Request, outcome: Outcome): void {
    const response: DebugProtocol.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      ...outcome,
    };
    this.trace?.('out', response);
    this.send(response);
  }

  private send(message: DebugProtocol.ProtocolMessage): void {
    message.seq = this.nextSeq++;
    const json = JSON.stringify(message);
    this.output?.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
  }
}

function readRequest(text: string): DebugProtocol.Request | undefined {
  try {
    const message = JSON.parse(text) as Partial<DebugProtocol.Request> | null;
    const isRequest =
      message?.type === 'request' &&
      Number.isSafeInteger(message.seq) &&
      typeof message.command === 'string';
    return isRequest ? (message as DebugProtocol.Request) : undefined;
  } catch {
    return undefined;
  }
}

type Outcome = Pick<DebugProtocol.Response, 'success' | 'message' | 'body'>;

function failure(command: string, problem: unknown): Outcome {
  const error =
    problem instanceof RequestError ? problem : internalError(command, messageOf(problem));
  const { id, code, format, variables, showUser } = error;
  return {
    success: false,
    message: code,
    body: { error: { id, format, variables, showUser } },
  };
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
