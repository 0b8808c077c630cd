import type { DebugProtocol } from '@vscode/debugprotocol';

/** A message of more bytes is refused before it is read. */
export const maxBodyBytes = 64 * 1024 * 1024;

/** A header, with whatever stands before it and is no frame. */
const maxHeaderBytes = 8 * 1024;

const headerEnd = '\r\n\r\n';

/** The header as all clients write it. */
const usualHeader = /^Content-Length: (\d+)$/;

/** The header's name is not told by its case, and a frame may follow something that is none. */
const lengthLine = /(?<![\w-])content-length:[ \t]*(\d+)[ \t]*(?=\r\n|$)/gi;

export interface FrameEvents {
  /** The content of a frame, whatever it is. */
  body(text: string): void;
  /** A frame announces more than is read; nothing behind it is looked at. */
  tooLong(bytes: number): void;
}

/**
 * Cuts a stream of bytes into frames: a header that tells the length, and so many bytes.
 *
 * A header without a length that can be read is passed over, and so is everything up to the next
 * header: one bad frame costs no other.
 */
export class FrameReader {
  /** What has come of the header or the body that is being read. */
  private readonly chunks: Buffer[] = [];
  private size = 0;
  /** How long the body is that is being read; undefined in a header. */
  private length: number | undefined;
  private isRefused = false;

  constructor(private readonly events: FrameEvents) {}

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (!this.isRefused && (this.length === undefined ? this.readHeader() : this.readBody()));
  }

  /** @returns whether there may be more to read */
  private readHeader(): boolean {
    const data = this.take();
    const end = data.indexOf(headerEnd);
    if (end < 0) {
      this.keep(data.subarray(Math.max(0, data.length - maxHeaderBytes)));
      return false;
    }
    const length = lengthIn(data.toString('latin1', Math.max(0, end - maxHeaderBytes), end));
    if (length !== undefined && length > maxBodyBytes) {
      this.isRefused = true;
      this.events.tooLong(length);
      return false;
    }
    this.length = length;
    this.keep(data.subarray(end + headerEnd.length));
    return true;
  }

  /** @returns whether there may be more to read */
  private readBody(): boolean {
    const { length = 0 } = this;
    if (this.size < length) return false;
    const data = this.take();
    this.length = undefined;
    this.keep(data.subarray(length));
    this.events.body(data.toString('utf8', 0, length));
    return true;
  }

  private take(): Buffer {
    const [first = Buffer.alloc(0)] = this.chunks;
    const data = this.chunks.length > 1 ? Buffer.concat(this.chunks) : first;
    this.chunks.length = 0;
    this.size = 0;
    return data;
  }

  private keep(rest: Buffer): void {
    if (rest.length > 0) this.chunks.push(rest);
    this.size = rest.length;
  }
}

/** The length that a header announces; undefined where it announces none. */
function lengthIn(header: string): number | undefined {
  const digits = usualHeader.exec(header)?.[1] ?? [...header.matchAll(lengthLine)].at(-1)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A message as it goes over the wire. */
export function frameOf(message: object): string {
  const json = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

/** What a frame holds; nothing is known of it. Where it is no JSON object, it is empty. */
export function readMessage(text: string): Partial<DebugProtocol.ProtocolMessage> {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? message : {};
  } catch {
    return {};
  }
}
