import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatRequest {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ChatServer {
  readonly baseUrl: string;
  /** All requests so far. */
  readonly requests: readonly ChatRequest[];
  /** How many answers are still being written. */
  open(): number;
  close(): Promise<void>;
}

/** A server on this machine that speaks the protocol of chat completions. */
export async function chatServer(
  answer: (response: ServerResponse, request: ChatRequest) => void,
): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  let open = 0;
  const server = createServer((message, response) => {
    open++;
    response.once('close', () => open--);
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const request = { url: message.url, headers: message.headers, body };
      requests.push(request);
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    open: () => open,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Begins a stream of events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

export function sendEvent(response: ServerResponse, data: unknown): void {
  response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
}

/** An event with a piece of the answer. */
export function sendPiece(response: ServerResponse, content: string): void {
  sendEvent(response, { choices: [{ index: 0, delta: { role: 'assistant', content } }] });
}

/** The last events of an answer. */
export function endStream(response: ServerResponse, finish = 'stop'): void {
  sendEvent(response, { choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  sendEvent(response, { choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } });
  response.end('data: [DONE]\n\n');
}

/** A whole answer in pieces. */
export function streamPieces(response: ServerResponse, ...pieces: readonly string[]): void {
  beginStream(response);
  for (const piece of pieces) sendPiece(response, piece);
  endStream(response);
}
