import type { PushValue } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { constantOf } from '../stack-code/decoded-code.js';
import { Reference, type Value } from '../values/value.js';
import { stringAt } from './operands.js';

/** What `Push` pushes; a container is a new one in a new heap cell. */
export function pushedValue(vm: HelixVM, value: PushValue): Value {
  const isContainer = value.kind === 'Array' || value.kind === 'Object';
  if (!isContainer) return plain(vm, value);
  vm.collectWhereDue();
  return vm.memory.allocate(plain(vm, value));
}

function plain(vm: HelixVM, value: PushValue): Value {
  switch (value.kind) {
    case 'Reference':
      return new Reference(value.address);
    case 'Array':
      return value.items.map((item) => plain(vm, item));
    case 'Object':
      return new Map(
        value.entries.map((entry) => [stringAt(vm, entry.keyIndex), plain(vm, entry.value)]),
      );
    default:
      return constantOf(vm.module, value);
  }
}
