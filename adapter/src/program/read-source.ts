import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { SourceFile, type SourceHost } from '@mso/language';
import { decodeText } from './decode-text.js';
import { isAssembly } from './load-assembly.js';
import { ProgramProblem } from './program-problem.js';
import { readBytes } from './read-bytes.js';

/** Larger texts are refused: nobody wrote them by hand. */
const maxSourceBytes = 64 * 1024 * 1024;

/** The files that `load` names, in the file system; paths stay relative where the importer's is. */
export const sourceHost: SourceHost = {
  resolve: (importer, name) => (isAbsolute(name) ? normalize(name) : join(dirname(importer), name)),
  identify: (path) => {
    try {
      return statSync(path).isFile() ? realpathSync.native(path) : undefined;
    } catch {
      return undefined;
    }
  },
  read: (path) => {
    try {
      return new SourceFile(path, readText(path));
    } catch (problem) {
      if (problem instanceof ProgramProblem) return { problem: problem.message };
      throw problem;
    }
  },
};

/** Reads a source text; its path becomes absolute. @throws ProgramProblem */
export function readSource(path: string): SourceFile {
  return new SourceFile(resolve(path), readText(path));
}

function readText(path: string): string {
  return sourceTextOf(path, readBytes(path, maxSourceBytes));
}

/** @throws ProgramProblem where the bytes are no text, or a module in either form. */
export function sourceTextOf(path: string, bytes: Buffer): string {
  if (isBinary(bytes)) {
    throw new ProgramProblem(`${path} is a compiled module, where source text is expected`);
  }
  const text = textOf(path, bytes);
  if (isAssembly(text)) {
    throw new ProgramProblem(`${path} is an assembly, where source text is expected`);
  }
  return text;
}

/** @throws ProgramProblem where the bytes are no text. */
export function textOf(path: string, bytes: Buffer): string {
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new ProgramProblem(`${path}${decoded.problem}`);
  return decoded.text;
}

/** Whether a file begins like one of the binary formats, also like one that is not supported. */
export function isBinary(bytes: Buffer): boolean {
  return ['HLXB', 'MSOB', 'HLXC', 'HLX\u0001'].includes(bytes.toString('latin1', 0, 4));
}
