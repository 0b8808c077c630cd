import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { SecretMask } from '../secrets/secret-mask.js';
import { timerMsMax } from '../values/duration.js';
import { LineSplitter } from './line-splitter.js';
import { endGroup, forgetGroup, hasGroups, watchGroup } from './process-group.js';

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  /** A folder; a program named by a relative path is looked for from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads from its standard input. */
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly outputBytesMax: number;
  /** For what it writes to its standard error. */
  readonly mask: SecretMask;
  readonly onErrorLine: (line: string) => void;
}

export type ProgramEnd =
  | { readonly kind: 'done'; readonly output: string }
  /** It could not do what it should; `reason` is a sentence without its subject. */
  | { readonly kind: 'failed'; readonly reason: string };

/** How long the pipes of a program that has ended may stay open in what it left behind. */
const leftoverMs = 250;

/** Runs a program to its end, or ends it; behind that nothing of it is left running. */
export function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  if (call.signal.aborted) return Promise.resolve(failed('was cancelled'));
  if (!isFolder(call.cwd)) return Promise.resolve(failed(`cannot run in ${call.cwd}: no folder`));
  return new Promise((resolve) => {
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(call.program, call.args, {
        cwd: call.cwd,
        env: call.env,
        stdio: 'pipe',
        detached: hasGroups,
        windowsHide: true,
      });
    } catch (error) {
      resolve(failed(startProblem(error)));
      return;
    }
    watch(child, call, resolve);
  });
}

function watch(
  child: ChildProcessWithoutNullStreams,
  call: ProgramCall,
  resolve: (end: ProgramEnd) => void,
): void {
  watchGroup(child);
  /** Why we ended it, which goes before what it ended with. */
  let ended: string | undefined;
  const end = (reason: string): void => {
    ended ??= reason;
    endGroup(child);
  };
  const onAbort = (): void => end('was cancelled');
  call.signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(
    () => end(`did not answer within ${call.timeoutMs / 1_000}s`),
    Math.min(call.timeoutMs, timerMsMax),
  );
  let leftoverTimer: NodeJS.Timeout | undefined;
  const finish = (result: ProgramEnd): void => {
    clearTimeout(timer);
    clearTimeout(leftoverTimer);
    call.signal.removeEventListener('abort', onAbort);
    forgetGroup(child);
    resolve(ended === undefined ? result : failed(ended));
  };
  const output = collect(child, call.outputBytesMax, () =>
    end(`answered with more than ${call.outputBytesMax} bytes`),
  );
  const errors = readErrors(child, call);
  child.once('error', (error) => finish(failed(startProblem(error))));
  child.once('exit', () => {
    leftoverTimer = setTimeout(() => endGroup(child), leftoverMs);
  });
  child.once('close', (code, signal) => {
    const lastLine = errors.end();
    if (code === 0) return finish({ kind: 'done', output: output() });
    const how = code === null ? `was ended by ${signal}` : `exited with code ${code}`;
    finish(failed(lastLine === '' ? how : `${how}: ${lastLine}`));
  });
  // It need not read what it is asked; that it has closed its input is no failure.
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input);
}

function collect(
  { stdout }: ChildProcessWithoutNullStreams,
  bytesMax: number,
  onTooMuch: () => void,
): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= bytesMax) chunks.push(chunk);
    else onTooMuch();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Passes on masked lines; `end` gives the last one that says something. */
function readErrors(
  { stderr }: ChildProcessWithoutNullStreams,
  call: ProgramCall,
): { end(): string } {
  let last = '';
  const decoder = new StringDecoder('utf8');
  const masked = call.mask.stream();
  const lines = new LineSplitter((line) => {
    if (line.trim() !== '') last = line.trim();
    call.onErrorLine(line);
  });
  stderr.on('data', (chunk: Buffer) => lines.write(masked.write(decoder.write(chunk))));
  return {
    end: () => {
      lines.write(masked.write(decoder.end()) + masked.end());
      lines.end();
      return last.slice(0, 1_000);
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function startProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'was not found';
  if (code === 'EACCES') return 'may not be executed';
  return `could not be started: ${error instanceof Error ? error.message : String(error)}`;
}

function failed(reason: string): ProgramEnd {
  return { kind: 'failed', reason };
}
