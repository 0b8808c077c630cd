import { appendFileSync } from 'node:fs';
import { type ServeOptions, serveStdio, serveTcp } from '@mso/adapter';
import type { Options } from '../options/options.js';
import { exitCodes, UsageProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';

const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

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
async function listen(
  options: ServeOptions & { readonly host: string; readonly port: number },
  terminal: Terminal,
): Promise<void> {
  const { host, port } = options;
  try {
    const address = (await serveTcp(options)).address();
    const actual = typeof address === 'object' && address !== null ? address.port : port;
    terminal.report(`mso dap listens on ${host}:${actual}`);
  } catch (problem) {
    throw new UsageProblem(`cannot listen on ${host}:${port}: ${reasonOf(problem)}`, 'dap');
  }
  if (loopback.includes(host)) return;
  const paint = terminal.reportPaint;
  const warning = `anyone who can reach ${host} can use this debugger`;
  terminal.report(`${paint('warning', 'yellow', 'bold')}: ${warning}`);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there',
  EACCES: 'this port needs more rights',
  EADDRNOTAVAIL: 'this computer has no such address',
  ENOTFOUND: 'there is no such host',
};

function reasonOf(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return reasons[code] ?? (code || String(problem));
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
