import type { Module } from '@mso/bytecode';
import type { HelixVM } from '@mso/vm';

const known = new WeakMap<Module, ReadonlyMap<number, number>>();

/** The instruction that declares an entity; undefined where no block of the program does. */
export function declarationOf({ module }: HelixVM, entityId: number): number | undefined {
  const declarations = known.get(module) ?? declarationsOf(module);
  known.set(module, declarations);
  return declarations.get(entityId);
}

function declarationsOf({ blocks }: Module): ReadonlyMap<number, number> {
  return new Map(blocks.map(({ entity, start }) => [entity, start]));
}
