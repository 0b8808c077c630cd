import {
  type CodeFunction,
  type Instruction,
  type Module,
  mapEntries,
  spanAt,
} from '@mso/bytecode';
import { configToJson, HelixVM, Reference, type ReferenceResolver, type Value } from '@mso/vm';

/** All that a person or another program can see of a run, addresses aside. */
export interface Observation {
  readonly outcome: string;
  readonly error: string;
  readonly trace: readonly string[];
  readonly warnings: readonly string[];
  readonly texts: readonly string[];
  readonly config: string;
  readonly flags: unknown;
  readonly stack: readonly unknown[];
}

const nothing: ReferenceResolver = { environment: () => undefined };

/** More than any program of a test needs; one that uses it up runs for ever. */
const instructionsMax = 20_000;

export function observe(module: Module, resolver: ReferenceResolver = nothing): Observation {
  const warnings: string[] = [];
  const texts: string[] = [];
  const lineOf = (address: number): string => {
    const span = module.debug && spanAt(module.debug, address);
    return span === undefined ? '' : ` (line ${span.startLine})`;
  };
  const vm = new HelixVM(module, {
    resolver,
    events: {
      warning: (message, address) => warnings.push(message + lineOf(address)),
      debug: (text, address) => texts.push(text + lineOf(address)),
    },
  });
  const outcome = vm.run({ maxInstructions: instructionsMax });
  const isOver = outcome !== 'budget';
  return {
    outcome,
    error: vm.error ? `${vm.error.kind}: ${vm.error.message}` : '',
    trace: (vm.error?.stackTrace ?? []).map(withoutAddresses),
    warnings: isOver ? warnings : [],
    texts: isOver ? texts : [],
    config: configToJson(vm.config),
    flags: isOver ? { ...vm.registers.flags } : {},
    stack: isOver ? vm.stack.values.slice(0, vm.stack.size).map((value) => settled(vm, value)) : [],
  };
}

/** A value in which references are what they lead to. */
function settled(vm: HelixVM, value: Value): unknown {
  if (value instanceof Reference) return settled(vm, vm.settled(value));
  if (Array.isArray(value)) return value.map((item) => settled(vm, item));
  if (value instanceof Map) return [...value].map(([key, item]) => [key, settled(vm, item)]);
  return value;
}

function withoutAddresses(line: string): string {
  return line.replace(/PC: \d+/, 'PC').replace(/return address \d+/, 'return');
}

/** What each function without parameters does that is called when the declarations are over. */
export function observeFunctions(module: Module, resolver?: ReferenceResolver): Observation[] {
  return module.functions.flatMap((each, number) => {
    if (each.kind === 'builtin' || each.parameters > 0) return [];
    return [observe(withCall(module, number), resolver)];
  });
}

/** A module that calls a function behind its declarations, and leaves its result on the stack. */
function withCall(module: Module, number: number): Module {
  const { declarationsEnd } = module;
  return insert(module, declarationsEnd, [{ op: 'Call', operand: number }], declarationsEnd + 1);
}

/**
 * A module whose declarations end with the code of an expression, as one where that code is a
 * function of its own which the declarations call.
 */
export function withResultInFunction(module: Module): Module {
  const { declarationsEnd, code, functions } = module;
  const start = Math.max(0, ...module.blocks.map(({ end }) => end));
  const slots = code
    .slice(start, declarationsEnd)
    .map((each) => (each.op === 'LoadVar' || each.op === 'StoreVar' ? each.operand + 1 : 0));
  const made: CodeFunction = {
    ...{ kind: 'expression', name: 'result', entity: 0, parameters: 0 },
    start: start + 1,
    end: declarationsEnd + 2,
    locals: Math.max(0, ...slots),
  };
  const ended = insert(module, declarationsEnd, [{ op: 'Return' }], declarationsEnd);
  const call: Instruction = { op: 'Call', operand: functions.length };
  const called = insert(ended, start, [call], start + 1);
  return { ...called, functions: [...called.functions, made] };
}

const width = 6;

const nowhere = [-1, 0, 0, 0, 0, -1];

/** Puts code into a module between two things that jumps do not cross. */
function insert(
  module: Module,
  at: number,
  added: readonly Instruction[],
  declarationsEnd: number,
): Module {
  const { code, debug } = module;
  const place = (address: number): number => (address >= at ? address + added.length : address);
  const row = at === 0 ? nowhere : debug?.table.slice((at - 1) * width, at * width);
  const rows = added.flatMap(() => [...(row ?? [])]);
  const result: Module = {
    ...module,
    code: [...code.slice(0, at), ...added, ...code.slice(at)],
    declarationsEnd,
    functions: module.functions.map((each) =>
      each.kind === 'builtin' ? each : { ...each, start: place(each.start), end: place(each.end) },
    ),
    ...(debug && {
      debug: {
        ...debug,
        table: Int32Array.from([
          ...debug.table.slice(0, at * width),
          ...rows,
          ...debug.table.slice(at * width),
        ]),
      },
    }),
  };
  return mapEntries(result, place);
}
