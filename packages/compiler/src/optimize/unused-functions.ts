import { type CodeFunction, type Instruction, type Module, mapEntries } from '@mso/bytecode';
import { CodeEdit } from './code-edit.js';

/**
 * Removes the functions that nothing calls, their code, and code behind the declarations that
 * belongs to no function. What starts a step, a workflow or a condition counts as a call, and so
 * does every call in the declarations.
 */
export function removeUnusedFunctions(module: Module): {
  module: Module;
  functions: number;
  instructions: number;
} {
  const used = usedFunctions(module);
  const edit = new CodeEdit(module);
  const instructions = removeCode(module, edit, used);
  const functions = module.functions.length - used.size;
  if (functions === 0 && instructions === 0) return { module, functions, instructions };
  return { module: renumber(edit.apply(), used), functions, instructions };
}

function usedFunctions(module: Module): ReadonlySet<number> {
  const used = new Set<number>();
  const waiting: CodeFunction[] = [];
  const use = (number: number | undefined): void => {
    const called = number === undefined ? undefined : module.functions[number];
    if (number === undefined || called === undefined || used.has(number)) return;
    used.add(number);
    if (called.kind !== 'builtin') waiting.push(called);
  };
  const useCalls = (start: number, end: number): void => {
    for (let address = start; address < end; address++) {
      const instruction = module.code.at(address);
      if (instruction?.op === 'Call') use(instruction.operand);
    }
  };
  const byStart = new Map(
    module.functions.flatMap((each, number) =>
      each.kind === 'builtin' ? [] : [[each.start, number] as const],
    ),
  );
  mapEntries(module, (entry) => {
    use(byStart.get(entry));
    return entry;
  });
  useCalls(0, module.declarationsEnd);
  for (let next = waiting.pop(); next; next = waiting.pop()) useCalls(next.start, next.end);
  return used;
}

function removeCode(module: Module, edit: CodeEdit, used: ReadonlySet<number>): number {
  const { code, declarationsEnd, functions } = module;
  const isUsed = new Uint8Array(code.length).fill(1, 0, declarationsEnd);
  functions.forEach((each, number) => {
    if (each.kind !== 'builtin' && used.has(number)) isUsed.fill(1, each.start, each.end);
  });
  let removed = 0;
  for (let address = declarationsEnd; address < code.length; address++) {
    if (isUsed[address] === 1) continue;
    edit.remove(address);
    removed++;
  }
  return removed;
}

function renumber(module: Module, used: ReadonlySet<number>): Module {
  const places = new Map<number, number>();
  module.functions.forEach((_, number) => {
    if (used.has(number)) places.set(number, places.size);
  });
  const { debug } = module;
  return {
    ...module,
    functions: module.functions.filter((_, number) => used.has(number)),
    code: module.code.map((instruction) => renumberCall(instruction, places)),
    ...(debug && { debug: { ...debug, localNames: renumberKeys(debug.localNames, places) } }),
  };
}

function renumberCall(instruction: Instruction, places: ReadonlyMap<number, number>): Instruction {
  if (instruction.op !== 'Call') return instruction;
  return { op: 'Call', operand: places.get(instruction.operand) ?? instruction.operand };
}

function renumberKeys<Item>(
  items: ReadonlyMap<number, Item>,
  places: ReadonlyMap<number, number>,
): Map<number, Item> {
  return new Map(
    [...items].flatMap(([number, item]) => {
      const place = places.get(number);
      return place === undefined ? [] : [[place, item] as const];
    }),
  );
}
