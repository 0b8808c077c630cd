import { dirname, resolve } from 'node:path';
import { isAssembly, loadProgram, maxBinaryBytes, ProgramProblem, readBytes } from '@mso/adapter';
import { disassemble, encodeModule } from '@mso/bytecode';
import type { Options } from '../options/options.js';
import { exitCodes } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { pathsOf, writeResult } from '../output/write-file.js';
import { besides, creationTime, platform, relocated, report } from './compile.js';

/** `mso assemble FILE` */
export function assembleFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const out = options.text('output') ?? besides(path, '.msob');
  if (!isAssembly(readBytes(path, maxBinaryBytes).toString('latin1', 0, 100))) {
    throw new ProgramProblem(`${path} is no assembly: its first line is not .mso-assembly 1`);
  }
  const progress = new Progress(terminal, path);
  progress.begin(`assembling ${path}`);
  try {
    const { module } = loadProgram(path);
    progress.begin(`writing ${out}`);
    const bytes = encodeModule(relocated(module, dirname(resolve(out))), {
      ...{ createdAt: creationTime(), optimizationLevel: 0, platform },
    });
    writeResult(out, bytes, [path]);
  } catch (problem) {
    progress.end();
    if (!(problem instanceof ProgramProblem) || !problem.isInText) throw problem;
    terminal.report(problem.message);
    return exitCodes.failed;
  }
  progress.end();
  return exitCodes.success;
}

/** `mso disassemble FILE` */
export function disassembleFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const out = options.text('output');
  const progress = new Progress(terminal, path);
  progress.begin(`reading ${path}`);
  const program = loadProgram(path);
  progress.begin(`disassembling ${path}`);
  const folder = out === undefined ? dirname(resolve(path)) : dirname(resolve(out));
  const text = disassemble(relocated(program.module, folder));
  if (text === undefined) {
    throw new ProgramProblem(`${path}: its assembly would have more than 256 Mi characters`);
  }
  progress.end();
  report(program, terminal);
  if (out === undefined) terminal.print(text.replace(/\n$/, ''));
  else writeResult(out, text, pathsOf(program));
  return exitCodes.success;
}
