import type { DebugSource, Module } from '@mso/bytecode';
import type { Client } from './client.js';
import { fileName } from './wire.js';

/** A program is one module, whatever files it comes from. */
const moduleId = 1;

/** The files of a module, as far as it says where it comes from; the first one is its own. */
export function sourcesOf(module: Module): readonly DebugSource[] {
  return module.debug?.sources ?? [];
}

/** A module as the protocol describes it. */
export function moduleBody(client: Client, module: Module): object {
  const [own] = sourcesOf(module);
  const file = own?.path ?? module.metadata.sourceFile;
  return {
    id: moduleId,
    name: file === undefined ? 'program' : fileName(file),
    ...(file !== undefined && { path: client.toPath(file) }),
    isUserCode: true,
    symbolStatus: own ? 'Loaded, with source.' : 'The program carries no source.',
  };
}
