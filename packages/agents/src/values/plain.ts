import { Duration, Entity, SecretReference, type Value } from '@mso/vm';

/** How deep a reply may nest: those who walk a value must be able to recurse. */
export const nestingMax = 1_000;

/** What stands for the text of a secret wherever one would show. */
export const secretMark = '••••';

/**
 * A copy made of nothing but null, booleans, numbers, strings, arrays and maps: what may leave
 * the machine. A duration is the text that the language writes, a secret shows as `••••`, an
 * entity is its name, and an address, which means nothing outside the machine, is null.
 */
export function plainCopy(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plainCopy);
  if (value instanceof Map) return plainMap(value);
  if (value instanceof Duration) return value.toString();
  if (value instanceof Entity) return value.name;
  return value instanceof SecretReference ? secretMark : null;
}

export function plainMap(members: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...members].map(([key, item]) => [key, plainCopy(item)]));
}

/**
 * A value as JSON text, plain as `plainCopy` makes it.
 *
 * Written by hand because a JavaScript object would move keys that look like numbers to the
 * front, and maps here keep their order.
 */
export function toJsonText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(toJsonText).join(',')}]`;
  if (value instanceof Map) {
    const members = [...value].map(([key, item]) => `${JSON.stringify(key)}:${toJsonText(item)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(plainCopy(value));
}

/** Says that parsed JSON nests more than `nestingMax` levels. */
export const tooDeep = Symbol('too deep');

/** What `JSON.parse` made, as a value of the machine. */
export function fromParsedJson(parsed: unknown): Value | typeof tooDeep {
  let isTooDeep = false;
  const convert = (part: unknown, depth: number): Value => {
    if (depth > nestingMax) isTooDeep = true;
    if (isTooDeep || part === null || typeof part !== 'object') return scalarOf(part);
    if (Array.isArray(part)) return part.map((item) => convert(item, depth + 1));
    return new Map(Object.entries(part).map(([key, item]) => [key, convert(item, depth + 1)]));
  };
  const value = convert(parsed, 0);
  return isTooDeep ? tooDeep : value;
}

function scalarOf(part: unknown): Value {
  const isScalar =
    typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean';
  return isScalar ? part : null;
}
