import type { CodeFunction, Instruction, Module, PushValue } from '@mso/bytecode';

/** A module that is written by hand: one agent, #1, a workflow, #2, whose function is `code`. */
export function handModule(
  { declarations = [], code = [] }: { declarations?: Instruction[]; code?: Instruction[] },
  strings: readonly string[] = ['a', 'b'],
): Module {
  const declared: Instruction[] = [{ op: 'DeclareAgent', id: 1 }, ...declarations];
  const body: readonly Instruction[] = [...code, { op: 'Return' }];
  const declarationsEnd = declared.length;
  const main: CodeFunction = {
    ...{ kind: 'workflow', name: 'main', entity: 2, parameters: 0, locals: 1 },
    start: declarationsEnd,
    end: declarationsEnd + body.length,
  };
  const names = { nameIndex: 0, modelIndex: 0, roleIndex: 0 };
  return {
    version: 1,
    metadata: { compilerVersion: '1.0.0' },
    symbols: {
      agents: new Map([[1, { id: 1, ...names, capabilities: [] }]]),
      workflows: new Map([
        [
          2,
          { id: 2, nameIndex: 0, trigger: { kind: 'Manual' }, steps: [], entry: declarationsEnd },
        ],
      ]),
      contexts: new Map(),
      crews: new Map(),
      nextId: 3,
    },
    code: [...declared, ...body],
    declarationsEnd,
    functions: [main, { kind: 'builtin', name: '-x', parameters: 1 }],
    strings,
    constants: [],
    blocks: [{ entity: 1, kind: 'agent', name: 'a', start: 0, end: declarationsEnd }],
    cells: [],
    heapBase: 256,
  };
}

export function push(value: number | boolean | null | { readonly string: number }): Instruction {
  return { op: 'Push', value: pushed(value) };
}

function pushed(value: number | boolean | null | { readonly string: number }): PushValue {
  if (value === null) return { kind: 'Null' };
  if (typeof value === 'number') return { kind: 'Number', value };
  if (typeof value === 'boolean') return { kind: 'Bool', value };
  return { kind: 'String', index: value.string };
}

/** Sets a property of the agent; the key and a text are indexes. */
export function set(
  keyIndex: number,
  value: number | boolean | null | { readonly string: number },
): Instruction {
  const constant = pushed(value);
  if (constant.kind === 'Array' || constant.kind === 'Object' || constant.kind === 'Reference') {
    throw new Error('no constant');
  }
  return { op: 'SetProperty', target: 1, keyIndex, value: constant };
}
