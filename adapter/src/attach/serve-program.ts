import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { setTimeout as passed } from 'node:timers/promises';
import { serveTcp, type TcpOptions } from '../serve.js';
import type { HostedProgram } from './hosted-program.js';

/** How long an adapter may take to leave a program that is over, and to read what was sent. */
const farewellMs = 1_000;

/** A program that adapters attach to, and the server that they find it with. */
export interface ProgramServer {
  readonly port: number;
  /** The program's exit code, once it is over and everybody has been told. */
  readonly closed: Promise<number>;
}

/** Serves a loaded program until it is over. Rejects with a system error where it cannot listen. */
export async function serveProgram(
  program: HostedProgram,
  options: TcpOptions,
): Promise<ProgramServer> {
  const server = await serveTcp(options, program);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, closed: untilClosed(program, server, sockets) };
}

async function untilClosed(
  program: HostedProgram,
  server: Server,
  sockets: ReadonlySet<Socket>,
): Promise<number> {
  const exitCode = await program.finished;
  const isClosed = once(server, 'close');
  server.close();
  const farewell = passed(farewellMs, undefined, { ref: false });
  await Promise.race([program.untilVacant(), farewell]);
  for (const socket of sockets) socket.end();
  await Promise.race([isClosed, passed(farewellMs, undefined, { ref: false })]);
  for (const socket of sockets) socket.destroy();
  return exitCode;
}
