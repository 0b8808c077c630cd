import type { ConstantValue } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { Duration, type Value } from '../values/value.js';

export function stringAt(vm: HelixVM, index: number): string {
  const text = vm.module.strings[index];
  if (text === undefined) {
    throw new Fault('InvalidInstruction', `the string pool has no entry ${index}`);
  }
  return text;
}

/** The value of an operand; `Stack` pops it. */
export function operandValue(vm: HelixVM, operand: ConstantValue): Value {
  switch (operand.kind) {
    case 'String':
      return stringAt(vm, operand.index);
    case 'Number':
    case 'Bool':
      return operand.value;
    case 'Duration':
      return new Duration(operand.value.value, operand.value.unit);
    case 'Null':
      return null;
    case 'Stack':
      return vm.pop();
  }
}
