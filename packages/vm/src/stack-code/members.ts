import {
  type ExpressionValue,
  isList,
  isRecord,
  kindName,
  nearest,
  type RecordValue,
} from '@mso/values';
import type { Memory } from '../machine/memory.js';
import { Fault } from '../machine/runtime-error.js';
import { Reference, type Value } from '../values/value.js';
import { toValue, toView } from '../values/views.js';

/**
 * What a missing member is: an error, or null. `optional` (`?.name`) also takes null itself, of
 * which every member is missing.
 */
export type Missing = 'error' | 'null' | 'optional';

/** `object.name`. @throws Fault ResourceNotFound, TypeConversion */
export function memberOf(memory: Memory, object: Value, name: string, missing: Missing): Value {
  const view = toView(memory, object);
  if (isRecord(view)) {
    const member = view.get(name);
    if (member !== undefined) return toValue(memory, member);
    return missing === 'error' ? missingMember(view, name) : null;
  }
  if (view === null && missing === 'optional') return null;
  throw new Fault('TypeConversion', `${kindName(view)} has no member '${name}'`);
}

/** `object[index]`. @throws Fault ResourceNotFound, TypeConversion */
export function itemOf(memory: Memory, object: Value, index: Value): Value {
  const view = toView(memory, object);
  if (isRecord(view) && typeof index === 'string') {
    const member = view.get(index);
    return member === undefined ? missingMember(view, index) : toValue(memory, member);
  }
  if ((isList(view) || typeof view === 'string') && typeof index === 'number') {
    const item = itemAt(view, index);
    if (item !== undefined) return toValue(memory, item);
    throw new Fault('ResourceNotFound', `There is no item ${index}; there are ${view.length}`);
  }
  const kind = kindName(toView(memory, index));
  throw new Fault('TypeConversion', `${kindName(view)} has no index of kind ${kind}`);
}

/** Whether taking a member fails for no other reason than that it is missing. */
export function lacksMember(memory: Memory, object: Value, name: string): boolean {
  const view = toView(memory, object);
  return isRecord(view) && view.get(name) === undefined;
}

/** The same for an item. */
export function lacksItem(memory: Memory, object: Value, index: Value): boolean {
  const view = toView(memory, object);
  if (isRecord(view) && typeof index === 'string') return view.get(index) === undefined;
  const isIndexed = isList(view) || typeof view === 'string';
  return isIndexed && typeof index === 'number' && itemAt(view, index) === undefined;
}

function itemAt(
  view: Extract<ExpressionValue, { readonly length: number }> | string,
  index: number,
): ExpressionValue | undefined {
  const isInside = Number.isInteger(index) && index >= 0 && index < view.length;
  return isInside ? view.at(index) : undefined;
}

function missingMember(record: RecordValue, name: string): never {
  const best = nearest(name, record.keys());
  const hint = best === undefined ? '' : `; did you mean '${best}'?`;
  throw new Fault('ResourceNotFound', `There is no member '${name}'${hint}`);
}

/** Sets a member of an object, in its cell or in place. @throws Fault TypeConversion */
export function setMember(memory: Memory, object: Value, name: string, value: Value): void {
  const target = containerOf(memory, object);
  if (!(target instanceof Map)) {
    throw new Fault('TypeConversion', 'a member can be set on an object only');
  }
  target.set(name, value);
}

/** Appends a value to an array, in its cell or in place. @throws Fault TypeConversion */
export function append(memory: Memory, array: Value, value: Value, itemsMax: number): void {
  const target = containerOf(memory, array);
  if (!Array.isArray(target)) {
    throw new Fault('TypeConversion', 'a value can be appended to an array only');
  }
  if (target.length >= itemsMax) {
    throw new Fault(
      'MemoryAccessViolation',
      `Invalid memory access: the array has ${itemsMax} items`,
    );
  }
  target.push(value);
}

function containerOf(memory: Memory, value: Value): Value {
  return value instanceof Reference ? memory.load(value.address) : value;
}
