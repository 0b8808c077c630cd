import { createHash } from 'node:crypto';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { type LoadedProgram, loadProgram } from '@mso/adapter';
import { encodeModule, type Module } from '@mso/bytecode';
import type { Options } from '../options/options.js';
import { columns } from '../output/columns.js';
import { firstDiagnostics } from '../output/diagnostics.js';
import { exitCodes } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { writeResult } from '../output/write-file.js';

/** A module runs on any machine. */
const platform = 'any';

/** `mso compile FILE` */
export function compileFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const out = options.text('output') ?? besides(path, '.msob');
  const progress = new Progress(terminal);
  progress.begin(`compiling ${path}`);
  const program = loadProgram(path);
  progress.begin(`writing ${out}`);
  const bytes = encodeModule(relocated(program.module, dirname(resolve(out))), {
    compress: options.has('compress'),
    strip: options.has('strip'),
    createdAt: creationTime(),
    optimizationLevel: 0,
    platform,
    sourceSha256: createHash('sha256').update(program.file.text).digest('hex'),
  });
  writeResult(out, bytes);
  progress.end();
  report(program, terminal);
  if (options.has('verbose')) reportWork(program, { out, bytes: bytes.length }, terminal);
  return exitCodes.success;
}

/** The name of a file made from another, in the same folder. */
export function besides(path: string, extension: string): string {
  return join(dirname(path), basename(path, extname(path)) + extension);
}

/** What the loader and the compiler have to say, on standard error. */
export function report(program: LoadedProgram, terminal: Terminal): void {
  const { file, diagnostics, notes } = program;
  const paint = terminal.reportPaint;
  for (const text of firstDiagnostics(file, diagnostics, paint.color)) terminal.report(text);
  for (const note of notes) terminal.report(`${paint('warning', 'yellow', 'bold')}: ${note}`);
}

/**
 * Sources are named from the folder of the binary: the same program gives the same bytes wherever
 * it lies, and its sources are found again when both have been moved together.
 */
export function relocated(module: Module, folder: string): Module {
  const place = (path: string): string => relative(folder, path).split(sep).join('/');
  const { debug, metadata } = module;
  const { sourceFile } = metadata;
  return {
    ...module,
    metadata: { ...metadata, ...(sourceFile !== undefined && { sourceFile: place(sourceFile) }) },
    ...(debug && {
      debug: {
        ...debug,
        sources: debug.sources.map(({ path, text }) => ({ path: place(path), text })),
      },
    }),
  };
}

/** Seconds since 1970 by SOURCE_DATE_EPOCH, as reproducible builds have it, or 0. */
export function creationTime(): number {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? 0);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
}

function reportWork(
  { module }: LoadedProgram,
  { out, bytes }: { readonly out: string; readonly bytes: number },
  terminal: Terminal,
): void {
  const rows = [
    ['file', out],
    ['bytes', String(bytes)],
    ['instructions', String(module.code.length)],
    ['strings', String(module.strings.length)],
  ];
  for (const line of columns(rows)) terminal.report(line);
}
