import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { adapterEntry } from './paths.js';
import { assertInOrder } from './wire-rules.js';

/** A message of the protocol as it came over the wire. */
export interface Message {
  readonly seq: number;
  readonly type: 'request' | 'response' | 'event';
  readonly command?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly event?: string;
  readonly arguments?: unknown;
  readonly body?: Body;
}

/** Bodies are read freely in tests: what is missing is undefined. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever a body holds
export type Body = any;

const timeoutMs = 10_000;

/**
 * A debugging client without manners: sends what it is told to, and keeps every message in the
 * order in which it passed, both ways.
 */
export class DapClient {
  readonly timeline: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private buffer = Buffer.alloc(0);
  private nextSeq = 1;
  /** Frames that wait for others. */
  private held: string[] | undefined;
  /** How far `event` has looked in the timeline. */
  private cursor = 0;

  private constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    readonly process?: ChildProcess,
  ) {
    input.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  /** Starts an adapter process and talks to it over its standard streams. */
  static spawn(
    entry = adapterEntry,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): DapClient {
    const child = spawn(process.execPath, [entry, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, MSO_TEST_VARIABLE: 'from the environment', ...env },
    });
    return new DapClient(child.stdout, child.stdin, child);
  }

  static connect(port: number): DapClient {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    return new DapClient(socket, socket);
  }

  /** Sends a request and resolves to its response, successful or not. */
  async request(command: string, args?: unknown): Promise<Message> {
    // What came before it is no answer, and a long conversation need not be looked through.
    const from = this.timeline.length;
    const seq = this.send(command, args);
    return this.until(isResponseTo(seq), () => from);
  }

  /** As `request`, and fails the test where the request fails. */
  async ok(command: string, args?: unknown): Promise<Body> {
    const response = await this.request(command, args);
    if (!response.success) throw new Error(`${command} failed: ${errorText(response)}`);
    return response.body ?? {};
  }

  /** Sends a request without waiting; its number. */
  send(command: string, args?: unknown): number {
    const seq = this.nextSeq++;
    const message: Message = {
      seq,
      type: 'request',
      command,
      ...(args !== undefined && { arguments: args }),
    };
    this.timeline.push(message);
    this.sendRaw(JSON.stringify(message));
    return seq;
  }

  /** Sends a frame with any content. */
  sendRaw(json: string): void {
    const frame = `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
    if (this.held) this.held.push(frame);
    else this.output.write(frame);
  }

  /** Sends all that a function sends at once, in one piece. */
  sendTogether<Result>(
    sending: (send: (command: string, args?: unknown) => number) => Result,
  ): Result {
    const held: string[] = [];
    this.held = held;
    const result = sending((command, args) => this.send(command, args));
    this.held = undefined;
    this.output.write(held.join(''));
    return result;
  }

  /** Sends bytes as they are. */
  sendBytes(bytes: string | Uint8Array): void {
    this.output.write(bytes);
  }

  /** The response to a request that was sent without waiting. */
  response(seq: number): Promise<Message> {
    return this.until(isResponseTo(seq));
  }

  /** The next event of a name that no earlier call has returned or passed over. */
  async event(name: string): Promise<Body> {
    const found = await this.until(
      (message) => message.type === 'event' && message.event === name,
      () => this.cursor,
    );
    this.cursor = this.timeline.indexOf(found) + 1;
    return found.body;
  }

  /** Resolves once the adapter has closed the connection. */
  closed(): Promise<void> {
    if (this.input.closed) return Promise.resolve();
    return new Promise((resolve) => this.input.once('close', () => resolve()));
  }

  /** Closes the connection as a client that vanishes does. */
  hangUp(): void {
    this.output.end();
  }

  /** The exit code of the adapter's process. */
  exit(): Promise<number | null> {
    const { process: child } = this;
    if (child === undefined) throw new Error('there is no process');
    if (child.exitCode !== null) return Promise.resolve(child.exitCode);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the adapter is still alive')), timeoutMs);
      child.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  }

  /** Ends the process or the connection at once. */
  end(): void {
    this.process?.kill('SIGKILL');
    this.output.destroy();
  }

  /** The same at the end of a test: what came over the wire must have been in order. */
  kill(): void {
    this.end();
    assertInOrder(this.timeline);
  }

  /** The first message from some place of the timeline on that is as it is wanted. */
  until(matches: (message: Message) => boolean, from: () => number = () => 0): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.timeline.slice(from()).find(matches);
        if (found === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const last = this.timeline.slice(-5).map((message) => JSON.stringify(message));
        reject(
          new Error(`nothing came in ${timeoutMs} ms; the last messages:\n${last.join('\n')}`),
        );
      }, timeoutMs);
      this.waiting.add(look);
      look();
    });
  }

  private receive(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) break;
      const length = Number(
        /Content-Length: (\d+)/.exec(this.buffer.toString('latin1', 0, head))?.[1],
      );
      const end = head + 4 + length;
      if (this.buffer.length < end) break;
      this.timeline.push(JSON.parse(this.buffer.toString('utf8', head + 4, end)) as Message);
      this.buffer = this.buffer.subarray(end);
    }
    for (const look of this.waiting) look();
  }
}

function isResponseTo(seq: number): (message: Message) => boolean {
  return ({ type, request_seq: request }) => type === 'response' && request === seq;
}

/** A failed response's error as a person would read it. */
export function errorText(response: Message): string {
  const error = response.body?.error;
  if (error === undefined) return response.message ?? '';
  return String(error.format).replace(/\{(\w+)\}/g, (_, name) => String(error.variables?.[name]));
}
