import { ProgramProblem, readSource, sourceTextOf } from '@mso/adapter';
import { format, SourceFile } from '@mso/language';
import type { Options } from '../options/options.js';
import { replaceFile } from '../output/files.js';
import {
  describeProgramProblem,
  exitCodes,
  reportProblem,
  UsageProblem,
} from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';

/** Stands for standard input among the files. */
const standardInput = '-';

type Mode = 'write' | 'check' | 'stdout';

/** `mso fmt FILE…` */
export async function formatFiles(options: Options, terminal: Terminal): Promise<number> {
  const mode = modeOf(options);
  let exitCode: number = exitCodes.success;
  for (const path of options.operands) {
    exitCode = Math.max(exitCode, await formatFile(path, mode, terminal));
  }
  return exitCode;
}

function modeOf(options: Options): Mode {
  if (options.has('check') && options.has('stdout')) {
    throw new UsageProblem('--check and --stdout exclude each other', 'fmt');
  }
  if (options.has('check')) return 'check';
  return options.has('stdout') ? 'stdout' : 'write';
}

/** A file with a problem is reported and left as it is: the others are still formatted. */
async function formatFile(path: string, mode: Mode, terminal: Terminal): Promise<number> {
  try {
    const file = path === standardInput ? await readStandardInput() : readFile(path);
    const result = format(file);
    if ('text' in result) return finish(file, path, result.text, mode, terminal);
    const problem = new ProgramProblem(file.path, file, result.diagnostics);
    terminal.report(describeProgramProblem(problem, terminal.reportPaint.color));
    return exitCodes.failed;
  } catch (problem) {
    if (!(problem instanceof ProgramProblem)) throw problem;
    return reportProblem(problem, terminal);
  }
}

function finish(
  file: SourceFile,
  path: string,
  text: string,
  mode: Mode,
  terminal: Terminal,
): number {
  const differs = text !== file.text;
  if (mode === 'check') {
    if (differs) terminal.print(file.path);
    return differs ? exitCodes.failed : exitCodes.success;
  }
  if (mode === 'stdout' || path === standardInput) {
    if (text !== '') terminal.print(text.slice(0, -1));
  } else if (differs) {
    replaceFile(path, text);
    terminal.print(path);
  }
  return exitCodes.success;
}

/** Under the name that was typed. @throws ProgramProblem */
function readFile(path: string): SourceFile {
  return new SourceFile(path, readSource(path).text);
}

/** @throws ProgramProblem where it is no source text */
async function readStandardInput(): Promise<SourceFile> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const name = '<stdin>';
  return new SourceFile(name, sourceTextOf(name, Buffer.concat(chunks)));
}
