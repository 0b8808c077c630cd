import type { Module } from '../module.js';
import { Courses } from './courses.js';
import { verifyDeclarations, verifyFunction, Ways } from './flow.js';
import { ModuleIndex } from './module-index.js';
import { Problems } from './problems.js';

/**
 * How many values of its own the running function has on the stack before an instruction, outside
 * of functions how many there are at all; -1 where no way leads to it.
 */
export function stackDepths(module: Module): (address: number) => number {
  const index = new ModuleIndex(module);
  const ways = new Ways(Courses.of(module));
  const problems = new Problems();
  verifyDeclarations(index, problems, ways);
  for (const each of index.codeFunctions) verifyFunction(index, problems, ways, each);
  return (address) => ways.depthAt(address);
}
