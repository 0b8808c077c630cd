import { createHash } from 'node:crypto';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { type LoadedProgram, loadProgram } from '@mso/adapter';
import { encodeModule, type Module } from '@mso/bytecode';
import {
  type OptimizationLevel,
  optimizationLevels,
  optimize,
  type PassReport,
} from '@mso/compiler';
import type { Options } from '../options/options.js';
import { columns } from '../output/columns.js';
import { firstDiagnostics } from '../output/diagnostics.js';
import { exitCodes, UsageProblem } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { pathsOf, writeResult } from '../output/write-file.js';

/** A module runs on any machine. */
export const platform = 'any';

/** `mso compile FILE` */
export function compileFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const out = options.text('output') ?? besides(path, '.msob');
  const level = optimizationLevel(options);
  const treeShake = options.has('tree-shake');
  if (treeShake && level < 3) throw new UsageProblem('--tree-shake needs -O 3', 'compile');
  const progress = new Progress(terminal, path);
  progress.begin(`compiling ${path}`);
  const program = loadProgram(path);
  if (level > 0) progress.begin(`optimizing ${path}`);
  const { module, passes } = optimize(program.module, level, { treeShake });
  progress.begin(`writing ${out}`);
  const bytes = encodeModule(relocated(module, dirname(resolve(out))), {
    compress: options.has('compress'),
    strip: options.has('strip'),
    createdAt: creationTime(),
    optimizationLevel: level,
    platform,
    sourceSha256: createHash('sha256').update(program.file.text).digest('hex'),
  });
  writeResult(out, bytes, pathsOf(program));
  progress.end();
  report(program, terminal);
  if (options.has('verbose')) {
    reportWork(
      { out, bytes: bytes.length, level, passes, before: program.module, module },
      terminal,
    );
  }
  return exitCodes.success;
}

/** What one gets who does not ask for a level. */
const defaultLevel: OptimizationLevel = 2;

function optimizationLevel(options: Options): OptimizationLevel {
  const wanted = options.number('optimize') ?? defaultLevel;
  return optimizationLevels.find((level) => level === wanted) ?? defaultLevel;
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

interface Work {
  readonly out: string;
  readonly bytes: number;
  readonly level: OptimizationLevel;
  readonly passes: readonly PassReport[];
  readonly before: Module;
  readonly module: Module;
}

/** What was written, and what each pass of the optimizer did to make it so. */
function reportWork(work: Work, terminal: Terminal): void {
  const { out, bytes, level, passes, before, module } = work;
  const size = (of: (module: Module) => number): string => {
    const [now, then] = [of(module), of(before)];
    return now === then ? String(now) : `${now}, before ${then}`;
  };
  const rows = [
    ['file', out],
    ['bytes', String(bytes)],
    ['instructions', size(({ code }) => code.length)],
    ['strings', size(({ strings }) => strings.length)],
    ['functions', size(({ functions }) => functions.length)],
    ['optimization level', String(level)],
    ...passes.map(({ what, count }) => [`  ${what}`, String(count)]),
  ];
  for (const line of columns(rows)) terminal.report(line);
}
