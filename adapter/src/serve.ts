import { createServer, type Server } from 'node:net';
import { AdapterSession } from './adapter-session.js';
import type { HostedProgram } from './attach/hosted-program.js';
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
  const session = new AdapterSession(serve, end, { trace: traceTo(options.logFile) });
  session.connection.on('close', () => {
    session.leave('continue');
    end();
  });
  process.stdout.on('error', () => process.exit(0));
  session.connection.start(process.stdin, process.stdout);
}

/**
 * Serves any number of clients, each with a session of its own, until the server is closed.
 *
 * @param program is what they attach to, if there is one
 */
export function serveTcp(options: TcpOptions, program?: HostedProgram): Promise<Server> {
  // An event right behind a response would wait some 40 ms for its acknowledgement.
  const server = createServer({ noDelay: true }, (socket) => {
    const trace = traceTo(options.logFile);
    // What the end of the session answers, such as an attach that waits, is sent before.
    const close = (): void => void setImmediate(() => socket.end());
    const session = new AdapterSession(serve, close, { trace, program });
    session.connection.on('close', () => session.leave('continue'));
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
