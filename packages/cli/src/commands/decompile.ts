import { mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type LoadedProgram, loadProgram, ProgramProblem } from '@mso/adapter';
import { type DecompiledFile, decompile } from '@mso/compiler';
import type { Options } from '../options/options.js';
import { exitCodes } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { pathsOf, writeResult } from '../output/write-file.js';
import { report } from './compile.js';

/** `mso decompile BIN` */
export function decompileFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const out = options.text('output');
  const progress = new Progress(terminal, path);
  progress.begin(`reading ${path}`);
  const program = loadProgram(path);
  progress.begin(`decompiling ${path}`);
  const { files, fidelity, remarks } = decompile(program.module);
  progress.end();
  report(program, terminal);
  const texts = named(program, files);
  if (out === undefined) terminal.print(joined(texts).replace(/\n$/, ''));
  else if (texts.length === 1) writeResult(out, texts[0]?.text ?? '', pathsOf(program));
  else writeAll(out, texts, pathsOf(program));
  const warning = terminal.reportPaint('warning', 'yellow', 'bold');
  for (const remark of remarks) terminal.report(`${warning}: ${remark}`);
  if (fidelity === 'same declarations' && remarks.length === 0 && program.notes.length === 0) {
    terminal.report(`${warning}: compiling the text gives another module that declares the same`);
  }
  return exitCodes.success;
}

interface NamedText {
  /** Relative to the folder of the program's own file. */
  readonly name: string;
  readonly text: string;
}

/** What a binary of another compiler lacks is said in its text as well. */
function named(
  { file, notes }: LoadedProgram,
  files: readonly DecompiledFile[],
): readonly NamedText[] {
  const folder = dirname(files[0]?.path || file.path);
  const head = notes.map((note) => `# ${note}\n`).join('');
  return files.map(({ path, text }, index) => ({
    name: relative(folder, path),
    text: index === 0 ? head + text : text,
  }));
}

function joined(texts: readonly NamedText[]): string {
  const [only, ...others] = texts;
  if (only === undefined || others.length === 0) return only?.text ?? '';
  return texts.map(({ name, text }) => `# file: ${oneLine(name)}\n${text}`).join('\n');
}

/** A name must not end the comment in which it stands. */
function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ');
}

/** @throws ProgramProblem where a file would lie outside of the folder; nothing is written then */
function writeAll(folder: string, texts: readonly NamedText[], sources: readonly string[]): void {
  const outside = texts.find(({ name }) => name.startsWith('..') || isAbsolute(name));
  if (outside) {
    throw new ProgramProblem(
      `${outside.name} lies outside of the program's folder; without -o all files are printed`,
    );
  }
  const files = texts.map(({ name, text }) => ({ path: resolve(join(folder, name)), text }));
  for (const { path } of files) makeFolder(dirname(path));
  for (const { path, text } of files) writeResult(path, text, sources);
}

/** @throws ProgramProblem where something else is in the way */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown';
    throw new ProgramProblem(`${path}: the folder cannot be made (${code})`);
  }
}
