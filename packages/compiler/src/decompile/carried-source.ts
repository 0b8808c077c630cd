import type { Module } from '@mso/bytecode';
import { SourceFile, type SourceHost } from '@mso/language';
import { compile } from '../compile.js';
import { isMadeFrom } from './same-module.js';

export interface DecompiledFile {
  /** As the module names it; empty where it does not. */
  readonly path: string;
  readonly text: string;
}

/** The sources that a module carries; undefined where it is not made from them. */
export function carriedSource(module: Module): readonly DecompiledFile[] | undefined {
  const sources = module.debug?.sources ?? [];
  const files = new Map(sources.map(({ path, text }) => [path, new SourceFile(path, text)]));
  const [main] = files.values();
  // Of two files of one name, only one could be compiled.
  if (main === undefined || files.size < sources.length) return undefined;
  const { module: compiled, files: used } = compile(main, hostOf(files));
  if (compiled === undefined || used.length < sources.length) return undefined;
  if (!isMadeFrom(compiled, module)) return undefined;
  return sources.map(({ path, text }) => ({ path, text }));
}

/** The files that a module carries, and no others; paths have slashes. */
function hostOf(files: ReadonlyMap<string, SourceFile>): SourceHost {
  return {
    resolve: (importer, name) =>
      normalized(name.startsWith('/') ? name : `${importer.replace(/[^/]*$/, '')}${name}`),
    identify: (path) => (files.has(path) ? path : undefined),
    read: (path) => files.get(path) ?? { problem: `there is no file ${path}` },
  };
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
