import { UsageProblem } from './problems.js';
import type { Terminal } from './terminal.js';

export interface ListeningPlace {
  readonly host: string;
  readonly port: number;
}

const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Begins to listen. @throws UsageProblem where that is not possible */
export async function listening<Served>(
  serve: () => Promise<Served>,
  { host, port }: ListeningPlace,
  command: string,
): Promise<Served> {
  try {
    return await serve();
  } catch (problem) {
    throw new UsageProblem(`cannot listen on ${host}:${port}: ${reasonOf(problem)}`, command);
  }
}

/** Says where a server listens, and who can reach it if that is not this computer alone. */
export function reportListening(
  what: string,
  { host, port }: ListeningPlace,
  terminal: Terminal,
): void {
  terminal.report(`${what} on ${host}:${port}`);
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
