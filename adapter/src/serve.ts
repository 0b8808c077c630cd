import { createServer, type Server } from 'node:net';
import { AdapterSession } from './adapter-session.js';
import { serve } from './handlers/table.js';
import type { TraceSink } from './protocol/connection.js';
import { traceToFile } from './protocol/trace.js';

export interface ServeOptions {
  /** A file that every message is logged to. */
  readonly logFile?: string;
}

export interface TcpOptions extends ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** Serves one client on standard input and output; the process ends with the session. */
export function serveStdio(options: ServeOptions = {}): void {
  const end = (): void => {
    process.stdout.write('', () => process.exit(0));
  };
  const session = new AdapterSession(serve, end, traceTo(options.logFile));
  session.connection.on('close', () => {
    session.abandon();
    end();
  });
  process.stdout.on('error', () => process.exit(0));
  session.connection.start(process.stdin, process.stdout);
}

/** Serves any number of clients, each with a session of its own, until the server is closed. */
export function serveTcp(options: TcpOptions): Promise<Server> {
  // A response and the event behind it are small: neither waits for the other to be acknowledged.
  const server = createServer({ noDelay: true }, (socket) => {
    const session = new AdapterSession(serve, () => socket.end(), traceTo(options.logFile));
    session.connection.on('close', () => session.abandon());
    session.connection.start(socket, socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve(server));
  });
}

function traceTo(logFile: string | undefined): TraceSink | undefined {
  return logFile === undefined
    ? undefined
    : traceToFile(logFile, (problem) => process.stderr.write(`${problem}\n`));
}
