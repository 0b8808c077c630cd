import type { Expression } from '@mso/language';
import { Entity, factsOf, type HelixVM, Reference } from '@mso/vm';
import { ownerOf, pathOf, stepFactOf } from '../evaluation/assign.js';
import { type Evaluator, parse } from '../evaluation/evaluator.js';
import type { Frame } from '../views/frames.js';
import { declaredTarget } from './declared-target.js';

/** Something whose value can be watched. */
export type DataTarget =
  /** A property of an entity. */
  | { readonly kind: 'property'; readonly entity: number; readonly key: string }
  | { readonly kind: 'cell'; readonly address: number }
  /** A local of a function, whichever frame it is in. */
  | { readonly kind: 'local'; readonly start: number; readonly slot: number };

export type DataAccess = 'read' | 'write' | 'readWrite';

/** What an expression names, as something to watch; or why it cannot be watched. */
export type DataInfo =
  | { readonly target: DataTarget; readonly description: string }
  | { readonly problem: string };

/** @throws ExpressionProblem where the text is no expression, or names nothing */
export function dataInfo(evaluator: Evaluator, text: string, frame: Frame): DataInfo {
  const expression = parse(text);
  const target = localOf(frame, expression) ?? targetOf(evaluator, expression, frame);
  if (target === undefined) {
    // What names nothing says so itself, and what was meant.
    evaluator.evaluate(expression, frame);
    const problem = 'only a property, a memory cell or a local variable can be watched';
    return { problem: `${text}: ${problem}` };
  }
  return { target, description: text };
}

/** How a target may be accessed for a breakpoint to hold. Who reads a property is not known. */
export function accessesOf({ kind }: DataTarget): readonly DataAccess[] {
  return kind === 'property' ? ['write'] : ['read', 'write', 'readWrite'];
}

function localOf({ call }: Frame, expression: Expression): DataTarget | undefined {
  if (expression.kind !== 'NameUse' || call.function === undefined) return undefined;
  const slot = call.localNames.indexOf(expression.name);
  return slot < 0 ? undefined : { kind: 'local', start: call.function.start, slot };
}

function targetOf(
  evaluator: Evaluator,
  expression: Expression,
  frame: Frame,
): DataTarget | undefined {
  if (!['NameUse', 'Member', 'Index'].includes(expression.kind)) return undefined;
  const { vm } = evaluator;
  const path = pathOf(evaluator, frame, expression);
  const [root = '', ...rest] = path;
  if (root === 'memory' && rest.length > 0) return cellOf(vm, rest);
  const fact = stepFactOf(vm, frame, path);
  if (fact) return fact.name === 'output' ? outputOf(vm, fact.run.step.id) : undefined;
  const owner = ownerOf(vm, frame, path);
  if (owner) return memberOf(owner.entity, owner.rest);
  const { entity } = frame;
  const declared = evaluator.declared.propertiesOf(entity?.id ?? -1);
  if (entity && (entity.properties.has(root) || declared.has(root))) {
    return memberOf(entity, path);
  }
  return declaredTarget(vm.module, path);
}

/** The cell of what a step yields. */
function outputOf(vm: HelixVM, step: number): DataTarget | undefined {
  const [address] = factsOf(vm.module).outputCells.get(step) ?? [];
  return address === undefined ? undefined : { kind: 'cell', address };
}

function cellOf(vm: HelixVM, [part = '', ...rest]: readonly string[]): DataTarget | undefined {
  const address = Number(part);
  if (!Number.isInteger(address) || address < 0) return undefined;
  const held = vm.memory.has(address) ? vm.memory.load(address) : undefined;
  if (held instanceof Entity) return memberOf(held, rest);
  return { kind: 'cell', address: held instanceof Reference ? held.address : address };
}

/** A property, or the cell that the variable of a context lives in. */
function memberOf(entity: Entity, path: readonly string[]): DataTarget | undefined {
  const [key, name] = path;
  const variables = entity.kind === 'context' && key === 'variables' && entity.properties.get(key);
  const held = variables instanceof Map && name !== undefined ? variables.get(name) : undefined;
  if (held instanceof Reference) return { kind: 'cell', address: held.address };
  return propertyOf(entity, key);
}

function propertyOf({ id }: Entity, key: string | undefined): DataTarget | undefined {
  return key === undefined ? undefined : { kind: 'property', entity: id, key };
}
