import type { Value } from './value.js';

/** What `JSON.parse` gives, as a value of the machine. */
export function valueOfJson(json: unknown): Value {
  if (Array.isArray(json)) return json.map(valueOfJson);
  if (typeof json === 'object' && json !== null) {
    return new Map(Object.entries(json).map(([key, item]) => [key, valueOfJson(item)]));
  }
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean'
    ? json
    : null;
}
