import { realpathSync } from 'node:fs';

/** The path of a file without links, so that two names of one file can be told to be one. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
