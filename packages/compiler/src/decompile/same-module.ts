import type { Module } from '@mso/bytecode';

/** Whether two modules do the same, instruction by instruction; where they come from is apart. */
export function isSameModule(one: Module, other: Module): boolean {
  return essence(one) === essence(other);
}

/** Keys in one order: a module that was read from a file has its members in another. */
function essence({ debug: _, metadata: __, ...module }: Module): string {
  return JSON.stringify(module, (___, value: unknown) => {
    if (value instanceof Map) return [...value];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
