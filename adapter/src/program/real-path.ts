import { realpathSync } from 'node:fs';

import { disassembledPath, disassemblyName } from './listing.js';

/** One name for all names of a source: of a file, or of the disassembly of one. */
export function canonicalName(name: string): string {
  const disassembled = disassembledPath(name);
  return disassembled === undefined ? realPath(name) : disassemblyName(realPath(disassembled));
}

/** The path of a file without links, so that two names of one file can be told to be one. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
