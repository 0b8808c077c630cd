import { findProperty, propertiesOf, textOf } from '../model/values.js';
import type { Declaration, Name } from '../syntax/tree.js';
import type { SourceHost } from './source-host.js';

/** What a `load` turned out to mean. */
export type ResolvedLoad =
  | { readonly kind: 'source'; readonly path: string; readonly identity: string }
  /** Nothing to read now: entries that `@name[key]` refers to. */
  | { readonly kind: 'data' }
  | { readonly kind: 'nothing'; readonly tried: readonly string[] };

/** A file of the language has this ending, whatever else may be loaded has not. */
const ending = '.mso';

/**
 * Finds the file that a `load` names, from the file that it is written in.
 *
 * A `load` with a block describes data of its own where no source file has its name; one that
 * consists of nothing but its name must find something.
 */
export function resolveLoad(
  host: SourceHost,
  importer: string,
  { block }: Declaration,
  name: Name,
): ResolvedLoad {
  const path = findProperty(propertiesOf(block), 'path')?.value;
  const wanted = path === undefined ? name.text : textOf(path);
  const tried = path === undefined ? candidatesOf(name.text) : [];
  if (path !== undefined && wanted !== undefined && isSource(wanted)) tried.push(wanted);
  for (const candidate of tried) {
    if (!isSource(candidate)) continue;
    const found = host.resolve(importer, candidate);
    const identity = host.identify(found);
    if (identity !== undefined) return { kind: 'source', path: found, identity };
  }
  if (block !== undefined || existsAsData(host, importer, name.text)) return { kind: 'data' };
  return { kind: 'nothing', tried };
}

function isSource(path: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** As it is written, with the ending, and the file that stands for a folder. */
function candidatesOf(name: string): string[] {
  if (name.trim() === '') return [];
  return isSource(name) ? [name] : [name, `${name}${ending}`, `${name}/mod${ending}`];
}

function existsAsData(host: SourceHost, importer: string, name: string): boolean {
  return name.trim() !== '' && host.identify(host.resolve(importer, name)) !== undefined;
}
