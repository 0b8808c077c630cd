import { Duration, SecretReference } from '../values/value.js';
import type { HelixConfig } from './types.js';

/**
 * The configuration as JSON text, indented by two blanks.
 *
 * Written by hand because a JavaScript object would move names that look like numbers to the
 * front, and maps here keep the order of the source.
 */
export function configToJson(config: HelixConfig): string {
  return toJsonText(config);
}

/** Maps as objects, durations as text, and whatever a value of the machine is else. */
export function toJsonText(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${write(item, deeper)}`);
    return wrap('[', items, ']', indent);
  }
  if (value instanceof Duration) return JSON.stringify(String(value));
  if (value instanceof SecretReference) return write({ [value.kind]: value.target }, indent);
  if (typeof value === 'object' && value !== null) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const members = entries.map(
      ([key, item]) => `${deeper}${JSON.stringify(key)}: ${write(item, deeper)}`,
    );
    return wrap('{', members, '}', indent);
  }
  return JSON.stringify(value);
}

function wrap(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
