import { Duration, Entity, type Reference, SecretReference, type Value } from '@mso/vm';
import { nestingMax } from '../values/plain.js';

export type EncodedValue =
  | { readonly kind: 'text'; readonly text: string }
  /** Why it cannot be stored; a sentence without its subject. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * A value as JSON text. A duration is `{"$duration": [5, "Minutes"]}`. An object that JSON would
 * not give back as it is, because of the names of its keys, is `{"$object": [[key, value], …]}`.
 */
export function encodeValue(value: Value): EncodedValue {
  try {
    return { kind: 'text', text: JSON.stringify(toJson(value, 0)) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** The value of a text that `encodeValue` made; undefined for any other text. */
export function decodeValue(text: string): Value | undefined {
  try {
    return fromJson(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
}

/** Never leaves this file. */
class Refusal extends Error {}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function toJson(value: Value, depth: number): Json {
  if (depth > nestingMax) throw new Refusal(`nests more than ${nestingMax} levels`);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Refusal('holds a number that is not finite');
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (value instanceof Map) return objectToJson(value, depth);
  if (value instanceof Duration) return { $duration: [value.amount, value.unit] };
  throw new Refusal(`holds ${whatIsNoValue(value)}`);
}

function whatIsNoValue(value: Reference | SecretReference | Entity): string {
  if (value instanceof SecretReference) return 'a secret';
  return value instanceof Entity ? `the ${value.kind} ${value.name}` : 'an address';
}

function objectToJson(members: ReadonlyMap<string, Value>, depth: number): Json {
  const pairs = [...members].map(([key, item]): [string, Json] => [key, toJson(item, depth + 1)]);
  return pairs.some(([key]) => isSpecial(key)) ? { $object: pairs } : Object.fromEntries(pairs);
}

/** A JavaScript object moves keys that look like numbers to the front, and knows `__proto__`. */
function isSpecial(key: string): boolean {
  return key.startsWith('$') || key === '__proto__' || /^\d+$/.test(key);
}

function fromJson(json: unknown, depth: number): Value {
  if (depth > nestingMax) throw new Refusal();
  if (json === null || typeof json === 'boolean') return json;
  if (typeof json === 'number' || typeof json === 'string') return json;
  if (Array.isArray(json)) return json.map((item) => fromJson(item, depth + 1));
  if (typeof json !== 'object') throw new Refusal();
  const members = Object.entries(json);
  const [[key, content] = ['', undefined], ...others] = members;
  if (others.length === 0 && key === '$duration') return durationOf(content);
  const pairs = others.length === 0 && key === '$object' ? pairsOf(content) : members;
  return new Map(pairs.map(([name, item]) => [name, fromJson(item, depth + 1)]));
}

const units = ['Seconds', 'Minutes', 'Hours', 'Days'] as const;

function durationOf(content: unknown): Duration {
  const [amount, unit] = Array.isArray(content) ? content : [];
  const known = units.find((each) => each === unit);
  if (typeof amount !== 'number' || known === undefined) throw new Refusal();
  return new Duration(amount, known);
}

function pairsOf(content: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(content)) throw new Refusal();
  return content.map((pair: unknown) => {
    const [key, item] = Array.isArray(pair) ? pair : [];
    if (typeof key !== 'string') throw new Refusal();
    return [key, item];
  });
}
