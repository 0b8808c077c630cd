import { dirname, resolve, win32 } from 'node:path';
import * as zlib from 'node:zlib';
import { decodeModule, type Module, type ReadOptions, verify } from '@mso/bytecode';
import type { Steps } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import type { LoadedProgram } from './load-program.js';
import { ProgramProblem } from './program-problem.js';

export const maxBinaryBytes = 256 * 1024 * 1024;

/** Of `node:zlib`, in those versions of Node that have them. */
interface NewerZlib {
  readonly crc32?: (bytes: Uint8Array, before: number) => number;
  readonly zstdDecompressSync?: (
    bytes: Uint8Array,
    options: { maxOutputLength: number },
  ) => Uint8Array;
}

/** What can be read depends on the Node in use: CRC-32 came with 20.15, Zstd with 22.15. */
export const readOptions: ReadOptions = readOptionsWith(zlib as NewerZlib);

function readOptionsWith({ crc32, zstdDecompressSync: decompress }: NewerZlib): ReadOptions {
  return {
    ...(crc32 && { crc32 }),
    ...(decompress && {
      zstdDecompress: (bytes, maxSize) => decompress(bytes, { maxOutputLength: maxSize }),
    }),
  };
}

/** How much is done when a binary is decoded, and has to be verified. */
const shareDecoded = 0.7;

type ReadModule = Pick<LoadedProgram, 'file' | 'files' | 'module' | 'diagnostics' | 'notes'>;

/** Reads a compiled module and verifies it, so that nothing hostile reaches the machine. */
export function* readBinary(path: string, bytes: Uint8Array): Steps<ReadModule> {
  const decoded = decodeModule(bytes, readOptions);
  if (!decoded.ok) throw new ProgramProblem(`${path}: ${decoded.error.message}`);
  yield shareDecoded;
  return fromModule(path, decoded.value.module, decoded.value.warnings);
}

/**
 * A module that comes from a file, with its sources where that file says they are: a relative
 * path is relative to the module. @throws ProgramProblem where it does not verify
 */
export function fromModule(
  path: string,
  unplaced: Module,
  warnings: readonly string[] = [],
): ReadModule {
  const [problem, ...others] = verify(unplaced);
  if (problem) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    throw new ProgramProblem(`${path} is damaged: ${problem.message}${more}`);
  }
  const module = placed(unplaced, dirname(resolve(path)));
  const sources = module.debug?.sources ?? [];
  const files = sources.map((source) => new SourceFile(source.path, source.text));
  const file = files[0] ?? new SourceFile(resolve(path), '');
  return { file, files, module, diagnostics: [], notes: warnings };
}

function placed(module: Module, folder: string): Module {
  // What was compiled on another system has paths of that system, which are absolute as well.
  const place = (path: string): string => {
    return win32.isAbsolute(path) ? path : resolve(folder, path);
  };
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
