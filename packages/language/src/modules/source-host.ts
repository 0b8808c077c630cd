import type { ParseResult } from '../parser/parse.js';
import type { SourceFile } from '../text/source-file.js';

/** What a program of several files needs of the world; the language itself reads nothing. */
export interface SourceHost {
  /** The path that a name means in the file at `importer`, whether or not anything is there. */
  resolve(importer: string, name: string): string;
  /** What tells the file at a path from all others, however it is reached; undefined: no file. */
  identify(path: string): string | undefined;
  /** The text of a file that there is, under that path, or why it has none. */
  read(path: string): SourceFile | { readonly problem: string };
  /** What `parse` would give; for a host that keeps the trees of files that did not change. */
  parse?(file: SourceFile): ParseResult;
}
