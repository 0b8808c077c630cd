import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { factsOf } from './module-facts.js';
import { memoryAt } from './references.js';

/*
 * The cells that stand for a key of a memory. What is stored there is remembered under the key;
 * what was not yet stored there in this run is looked for under it.
 */

/** Stores the value on top of the stack, with its embedding or without. @throws Fault */
export function storeInMemory(vm: HelixVM, address: number, isEmbedded: boolean): void {
  const value = vm.stack.at(vm.stack.size - 1);
  if (value === undefined) throw new Fault('StackUnderflow', 'Stack underflow');
  vm.memory.store(address, value);
  const problem = vm.memories.write(pathOf(vm, address), value, isEmbedded);
  if (problem !== undefined) vm.recover('ResourceNotFound', problem);
  vm.pop();
}

/** Pushes what such a cell holds. */
export function loadFromMemory(vm: HelixVM, address: number): void {
  if (vm.memory.has(address)) vm.push(vm.memory.load(address));
  else vm.push(memoryAt(vm, pathOf(vm, address)));
}

function pathOf({ module }: HelixVM, address: number): string {
  return factsOf(module).memoryCells.get(address) ?? '';
}
