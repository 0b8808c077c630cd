import type { Module } from '@mso/bytecode';
import type { HelixVM } from '@mso/vm';
import { displayPath, placeOf } from '../output/diagnostics.js';
import type { Paint } from '../output/terminal.js';

/** A machine's warning with the place it is about. */
export function describeWarning(
  module: Module,
  message: string,
  address: number,
  paint: Paint,
): string {
  return `${whereIs(module, address)}: ${paint('warning', 'yellow', 'bold')}: ${message}`;
}

/** The error that ended a program: where, what, and the stack of the machine. */
export function describeFailure(vm: HelixVM, paint: Paint): string[] {
  const { error, module, registers } = vm;
  if (error === undefined) return [];
  const place = whereIs(module, registers.programCounter);
  const kind = paint(error.kind, 'red', 'bold');
  return [
    `${place}: ${kind}: ${paint(error.message, 'bold')}`,
    ...error.stackTrace.map((line) => `  ${line}`),
  ];
}

/** The end of a program has no line of its own: there, the file is named alone. */
function whereIs(module: Module, address: number): string {
  return placeOf(module, address) ?? displayPath(module.metadata.sourceFile ?? 'the program');
}
