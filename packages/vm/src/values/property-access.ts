import { Fault } from '../machine/runtime-error.js';
import type { ObjectValue, Value } from './value.js';

const indexPattern = /^(0|[1-9]\d*)$/;

/**
 * Sets the value at a path below an object, making the containers on the way: an array where the
 * next part is an index, an object elsewhere. A plain value in the way is replaced.
 *
 * @throws Fault InvalidInstruction for an index beyond the end of an array.
 */
export function setAt(root: ObjectValue, parts: readonly string[], value: Value): void {
  let container: ObjectValue | Value[] = root;
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    if (next === undefined) {
      put(container, part, value);
      return;
    }
    const existing = get(container, part);
    if (Array.isArray(existing) || existing instanceof Map) {
      container = existing;
      return;
    }
    const made: ObjectValue | Value[] = indexPattern.test(next) ? [] : new Map();
    put(container, part, made);
    container = made;
  });
}

function get(container: ObjectValue | Value[], part: string): Value | undefined {
  if (container instanceof Map) return container.get(part);
  return indexPattern.test(part) ? container[Number(part)] : undefined;
}

function put(container: ObjectValue | Value[], part: string, value: Value): void {
  if (container instanceof Map) {
    container.set(part, value);
    return;
  }
  const index = Number(part);
  if (!indexPattern.test(part) || index > container.length) {
    throw new Fault('InvalidInstruction', `an array of ${container.length} has no place ${part}`);
  }
  container[index] = value;
}
