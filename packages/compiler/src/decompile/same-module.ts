import type { Module } from '@mso/bytecode';
import { type OptimizationLevel, optimize } from '../optimize/optimize.js';

/** What may have become of a module behind the compiler; the most usual first. */
const optimizations: readonly (readonly [OptimizationLevel, { readonly treeShake: boolean }])[] = [
  [2, { treeShake: false }],
  [3, { treeShake: false }],
  [1, { treeShake: false }],
  [3, { treeShake: true }],
];

/** Whether a module is the one that was compiled, or what a level of optimization makes of that. */
export function isMadeFrom(compiled: Module, module: Module): boolean {
  // No optimization adds instructions.
  if (compiled.code.length < module.code.length) return false;
  if (isSameModule(compiled, module)) return true;
  return optimizations.some(([level, options]) =>
    isSameModule(optimize(compiled, level, options).module, module),
  );
}

/** Whether two modules do the same, instruction by instruction; where they come from is apart. */
export function isSameModule(one: Module, other: Module): boolean {
  return isSame(essence(one), essence(other));
}

function essence({ debug: _, metadata: __, ...module }: Module): object {
  return { ...module, code: module.code.slice() };
}

/**
 * Whether two plain values are equal. Members and entries may come in any order, as they do in a
 * module that was read from a file, and one that is undefined is none.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null) return Object.is(one, other);
  if (typeof other !== 'object' || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index]));
  }
  if (one instanceof Map) {
    if (!(other instanceof Map) || one.size !== other.size) return false;
    return [...one].every(([key, value]) => other.has(key) && isSame(value, other.get(key)));
  }
  if (Array.isArray(other) || other instanceof Map) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(Reflect.get(one, key), Reflect.get(other, key)));
}
