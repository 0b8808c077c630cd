import type { Memory } from '../machine/memory.js';
import { Fault } from '../machine/runtime-error.js';
import { nestingMax } from './copy-value.js';
import { Entity, Reference, type Value } from './value.js';

/**
 * A copy of a value that needs no memory: what lies in cells is in place. Entities become what
 * was set on them.
 *
 * @throws Fault MemoryAccessViolation where it has more than `partsMax` parts, or is too deep: an
 *   object in a cell may contain itself
 */
export function detached(memory: Memory, value: Value, partsMax: number): Value {
  let parts = 0;
  const detach = (part: Value, depth: number): Value => {
    if (++parts > partsMax || depth > nestingMax) {
      throw new Fault('MemoryAccessViolation', 'Invalid memory access: the value is too large');
    }
    if (part instanceof Reference) {
      return memory.has(part.address) ? detach(memory.load(part.address), depth + 1) : null;
    }
    if (part instanceof Entity) return detach(part.properties, depth + 1);
    if (Array.isArray(part)) return part.map((item) => detach(item, depth + 1));
    if (!(part instanceof Map)) return part;
    return new Map([...part].map(([key, item]) => [key, detach(item, depth + 1)]));
  };
  return detach(value, 0);
}
