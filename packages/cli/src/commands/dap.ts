import { appendFileSync } from 'node:fs';
import { type ServeOptions, serveStdio, serveTcp } from '@mso/adapter';
import type { Options } from '../options/options.js';
import { type ListeningPlace, listening, reportListening } from '../output/listening.js';
import { exitCodes, UsageProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';

/** `mso dap` */
export async function dap(options: Options, terminal: Terminal): Promise<number> {
  const port = options.number('port');
  const log = options.text('log');
  const serveOptions: ServeOptions = log === undefined ? {} : { logFile: writable(log) };
  if (port !== undefined) {
    const host = options.text('host') ?? '127.0.0.1';
    await listen({ ...serveOptions, host, port }, terminal);
    return exitCodes.success;
  }
  if (options.has('host')) throw new UsageProblem('--host needs --port', 'dap');
  serveStdio(serveOptions);
  return exitCodes.success;
}

/** The server keeps the process alive until someone ends it. */
async function listen(options: ServeOptions & ListeningPlace, terminal: Terminal): Promise<void> {
  const server = await listening(() => serveTcp(options), options, 'dap');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  reportListening('mso dap listens', { host: options.host, port }, terminal);
}

/** Better to say it now than with the first message. */
function writable(path: string): string {
  try {
    appendFileSync(path, '');
    return path;
  } catch {
    throw new UsageProblem(`--log: ${path} cannot be written`, 'dap');
  }
}
