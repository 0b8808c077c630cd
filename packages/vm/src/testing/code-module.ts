import type { Instruction, Module, PushValue } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { ModuleBuilder } from './module-builder.js';
import { prepare, type RunSetup } from './run.js';

/** What a test writes in its code: instructions, and constants to push in short. */
export type CodeItem = Instruction | number | string | boolean | null;

/** A module whose only workflow, `w`, runs the given code. It has locals enough. */
export function codeModule(
  code: readonly CodeItem[] | ((b: ModuleBuilder) => readonly CodeItem[]),
): Module {
  const b = new ModuleBuilder();
  const id = b.workflow('w');
  const items = typeof code === 'function' ? code(b) : code;
  b.function({ kind: 'workflow', name: 'w', entity: id, locals: 8 }, (instructions) => {
    for (const item of items) instructions.push(instructionOf(b, item));
  });
  const module = b.build();
  const symbol = module.symbols.workflows.get(id);
  const own = module.functions.at(-1);
  if (symbol === undefined || own === undefined || own.kind === 'builtin') {
    throw new Error('the workflow has a symbol and code');
  }
  const workflows = new Map([[id, { ...symbol, entry: own.start }]]);
  return { ...module, symbols: { ...module.symbols, workflows } };
}

/** A machine that is to run code. */
export function codeMachine(
  code: readonly CodeItem[] | ((b: ModuleBuilder) => readonly CodeItem[]),
  setup: RunSetup = {},
): HelixVM {
  return prepare(codeModule(code), { workflows: '*', ...setup }).vm;
}

/** Code that counts local 0 up to a number. */
export function countingLoop(times: number): CodeItem[] {
  return [
    ...[0, { op: 'StoreVar', operand: 0 } as const],
    ...[{ op: 'LoadVar', operand: 0 } as const, 1, { op: 'Add' } as const],
    ...[{ op: 'StoreVar', operand: 0 } as const],
    ...[{ op: 'LoadVar', operand: 0 } as const, times, { op: 'Lt' } as const],
    ...[{ op: 'JumpIf', operand: -8 } as const, null, { op: 'Return' } as const],
  ];
}

function instructionOf(b: ModuleBuilder, item: CodeItem): Instruction {
  if (typeof item === 'object' && item !== null) return item;
  return { op: 'Push', value: pushValue(b, item) };
}

function pushValue(b: ModuleBuilder, value: number | string | boolean | null): PushValue {
  if (value === null) return { kind: 'Null' };
  switch (typeof value) {
    case 'number':
      return { kind: 'Number', value };
    case 'boolean':
      return { kind: 'Bool', value };
    case 'string':
      return { kind: 'String', index: b.text(value) };
  }
}
