import { connect, type Socket } from 'node:net';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { failureOf, type Outcome, type Relay } from '../protocol/connection.js';
import { connectionLost } from '../protocol/errors.js';
import { FrameReader, frameOf, readMessage } from '../protocol/frame-reader.js';

/** A client that disconnects waits no longer than this for the other side. */
const disconnectMs = 1_500;

export interface RemoteEvents {
  event(name: string, body: object): void;
  /** The connection is over; `wasWanted` says that the client had disconnected. */
  closed(wasWanted: boolean): void;
}

interface Pending {
  /** The client's own number of the request, where it is one of the client's. */
  readonly seq: number | undefined;
  readonly answer: (outcome: Outcome) => void;
}

/**
 * The adapter of a machine in another process: requests go to it under numbers of their own, and
 * what it answers and tells comes back in its order.
 */
export class RemoteAdapter implements Relay {
  private readonly pending = new Map<number, Pending>();
  private nextSeq = 1;
  private isLeaving = false;

  private constructor(
    private readonly socket: Socket,
    private readonly events: RemoteEvents,
    private readonly place: string,
  ) {
    const frames = new FrameReader({
      body: (text) => this.receive(readMessage(text)),
      tooLong: () => socket.destroy(),
    });
    socket.on('data', (chunk: Buffer) => frames.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => this.noteClosed());
  }

  /** Rejects with a system error where nothing listens there. */
  static connect(
    host: string,
    port: number,
    place: string,
    events: RemoteEvents,
  ): Promise<RemoteAdapter> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.setNoDelay(true);
        resolve(new RemoteAdapter(socket, events, place));
      });
    });
  }

  request(
    command: string,
    args: unknown,
    answer: (outcome: Outcome) => void,
    clientSeq?: number,
  ): void {
    if (command === 'disconnect') this.leaveSoon();
    const seq = this.nextSeq++;
    this.pending.set(seq, { seq: clientSeq, answer });
    const message = { seq, type: 'request', command, arguments: this.adapted(command, args) };
    this.socket.write(frameOf(message));
  }

  /** Closes the connection: the machine goes on without us. */
  hangUp(): void {
    this.isLeaving = true;
    this.socket.destroy();
  }

  private receive(message: Partial<DebugProtocol.ProtocolMessage>): void {
    if (message.type === 'event') {
      const { event, body = {} } = message as DebugProtocol.Event;
      this.events.event(event, body);
    } else if (message.type === 'response') {
      const { request_seq, success, message: code, body } = message as DebugProtocol.Response;
      const waiting = this.pending.get(request_seq);
      this.pending.delete(request_seq);
      waiting?.answer({
        success,
        ...(code !== undefined && { message: code }),
        ...(body !== undefined && { body }),
      });
    }
  }

  /** Arguments that mean something else at the other end. */
  private adapted(command: string, args: unknown): unknown {
    if (typeof args !== 'object' || args === null) return args;
    // The protocol is logged at this end, where the person is who asked for it.
    if (command === 'attach') return { ...args, trace: undefined };
    if (command !== 'cancel' || !('requestId' in args)) return args;
    const { requestId } = args;
    const isMeant = ([, { seq }]: [number, Pending]): boolean => seq === requestId;
    // 0 is the number of no request: what is over by now cannot be cancelled.
    return { ...args, requestId: [...this.pending].find(isMeant)?.[0] ?? 0 };
  }

  private leaveSoon(): void {
    this.isLeaving = true;
    setTimeout(() => this.socket.destroy(), disconnectMs).unref();
  }

  private noteClosed(): void {
    const waiting = [...this.pending.values()];
    this.pending.clear();
    const outcome = this.isLeaving ? { success: true } : failureOf(connectionLost(this.place));
    for (const { answer } of waiting) answer(outcome);
    this.events.closed(this.isLeaving);
  }
}
