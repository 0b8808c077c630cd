import { Fault } from '../machine/runtime-error.js';
import type { Value } from './value.js';

/** How deep arrays and objects may nest: those who walk a value must be able to recurse. */
export const nestingMax = 1_000;

/**
 * A copy that shares no array or object with the original. Entities are not copied.
 *
 * @throws Fault MemoryAccessViolation where it has more than `partsMax` parts, or is too deep:
 *   a variable that is set to itself over and over would double each time.
 */
export function copyValue(value: Value, partsMax: number): Value {
  let parts = 0;
  const copy = (part: Value, depth: number): Value => {
    if (++parts > partsMax || depth > nestingMax) {
      throw new Fault('MemoryAccessViolation', 'Invalid memory access: the value is too large');
    }
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1));
    if (!(part instanceof Map)) return part;
    return new Map([...part].map(([key, item]) => [key, copy(item, depth + 1)]));
  };
  return copy(value, 0);
}
