import {
  applyOperator,
  type ExpressionValue,
  expressionFunctions,
  isDuration,
  kindName,
  toJson,
} from '@mso/values';
import { hasEnvironment, hasMemory, hasVariable, memoryAt } from '../handlers/references.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { withText } from '../memories/memory-path.js';
import type { Value } from '../values/value.js';
import { isSecret, toValue, toView } from '../values/views.js';
import { itemOf, lacksItem, lacksMember, memberOf } from './members.js';
import { asFault, newBudget, noPlace } from './operate.js';

type Builtin = (vm: HelixVM, args: readonly Value[]) => Value;

/** Calls a builtin function of the table in `@mso/bytecode`. @throws Fault */
export function callBuiltin(vm: HelixVM, name: string, args: readonly Value[]): Value {
  const builtin = builtins.get(name);
  return asFault(() => (builtin ? builtin(vm, args) : callFunction(vm, name, args)));
}

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['-x', (vm, [operand = null]) => negate(vm, operand)],
  ['in', (vm, args) => compare(vm, 'in', args)],
  ['matches', (vm, args) => compare(vm, 'matches', args)],
  ['[]', ({ memory }, [object = null, index = null]) => itemOf(memory, object, index)],
  ['?.', ({ memory }, [object = null, name]) => memberOf(memory, object, text(name), 'optional')],
  ['.?', ({ memory }, [object = null, name]) => memberOf(memory, object, text(name), 'null')],
  ['text', (vm, [value = null]) => textOf(vm, value)],
  ['has .', ({ memory }, [object = null, name]) => !lacksMember(memory, object, text(name))],
  ['has []', ({ memory }, [object = null, index = null]) => !lacksItem(memory, object, index)],
  ['has $', (vm, [name]) => hasEnvironment(vm, text(name))],
  ['has @', (vm, [path]) => hasMemory(vm, text(path))],
  ['has name', (vm, [name]) => hasVariable(vm, text(name))],
  ['@[]', (vm, [path, index = null]) => memoryItem(vm, text(path), index)],
  ['has @[]', (vm, [path, index = null]) => hasMemoryItem(vm, text(path), index)],
]);

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new Fault('TypeConversion', 'a name is a string');
}

/** `@path[index]`: a text is part of the reference, a number takes an item of what is there. */
function memoryItem(vm: HelixVM, path: string, index: Value): Value {
  if (typeof index === 'string') return memoryAt(vm, withText(path, index));
  return itemOf(vm.memory, memoryAt(vm, path), index);
}

function hasMemoryItem(vm: HelixVM, path: string, index: Value): boolean {
  if (typeof index === 'string') return hasMemory(vm, withText(path, index));
  const found = vm.memories.find(path);
  return found.kind === 'found' && !lacksItem(vm.memory, found.value, index);
}

function negate({ memory }: HelixVM, operand: Value): Value {
  const view = toView(memory, operand);
  if (typeof view === 'number') return view === 0 ? 0 : -view;
  if (isDuration(view)) return toValue(memory, { ...view, milliseconds: -view.milliseconds });
  throw new Fault('TypeConversion', `'-' does not take ${kindName(view)}`);
}

function compare(vm: HelixVM, operator: 'in' | 'matches', args: readonly Value[]): Value {
  const [left, right] = viewsOf(vm, args);
  const operands = { left: left ?? null, right: right ?? null };
  const result = applyOperator(operator, { ...operands, span: noPlace, budget: newBudget() });
  return toValue(vm.memory, result);
}

/** What a placeholder puts into a text: a text as it is, anything else as JSON. */
function textOf({ memory }: HelixVM, value: Value): string {
  const view = toView(memory, value);
  if (typeof view === 'string') return view;
  refuseSecret(view);
  return toJson(view, newBudget(), noPlace);
}

function callFunction(vm: HelixVM, name: string, args: readonly Value[]): Value {
  const called = expressionFunctions.get(name);
  if (called === undefined) throw new Fault('InvalidInstruction', `there is no builtin ${name}`);
  const { argumentsMin, argumentsMax, parameters } = called;
  if (args.length < argumentsMin || args.length > argumentsMax) {
    const message = `It is called as ${name}(${parameters}), not with ${args.length} arguments`;
    throw new Fault('InvalidArgument', message);
  }
  const views = viewsOf(vm, args);
  if (name === 'json') views.forEach(refuseSecret);
  const spans = views.map(() => noPlace);
  const budget = newBudget();
  return toValue(vm.memory, called.apply({ name, args: views, spans, span: noPlace, budget }));
}

function viewsOf({ memory }: HelixVM, args: readonly Value[]): ExpressionValue[] {
  return args.map((value) => toView(memory, value));
}

function refuseSecret(view: ExpressionValue): void {
  if (isSecret(view)) throw new Fault('TypeConversion', 'a secret cannot become a text');
}
