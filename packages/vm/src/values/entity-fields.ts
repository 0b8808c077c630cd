import type { EntityKind } from '@mso/bytecode';
import { Fault } from '../machine/runtime-error.js';
import { Duration, type Value } from './value.js';

/**
 * The declared type of a field, which a value takes on when it is stored.
 *
 * A field that is not listed holds any value.
 */
export type FieldType = 'text' | 'number' | 'u32' | 'u64' | 'bool' | 'duration';

const stepFields: Readonly<Record<string, FieldType>> = {
  timeout: 'duration',
  parallel: 'bool',
};

const fields: Readonly<Partial<Record<EntityKind, Readonly<Record<string, FieldType>>>>> = {
  project: { version: 'text', author: 'text', description: 'text' },
  agent: { model: 'text', role: 'text', temperature: 'number', max_tokens: 'u32' },
  workflow: { timeout: 'duration' },
  step: stepFields,
  context: { environment: 'text', debug: 'bool', max_tokens: 'u64' },
  crew: { max_iterations: 'u32', verbose: 'bool' },
  memory: { provider: 'text', connection: 'text', cache_size: 'u64', persistence: 'bool' },
  database: { path: 'text', shards: 'u64', compression: 'bool', cache_size: 'u64' },
};

/** A value as a field stores it; `overflow` says that it had to be brought into range. */
export interface FieldValue {
  readonly value: Value;
  readonly overflow: boolean;
}

/**
 * Converts a value to its field's type. Text becomes a number, a truth value or a duration where
 * it reads as one, since that is all an environment variable can be.
 *
 * @throws Fault TypeConversion where it does not.
 */
export function toField(kind: EntityKind, field: string, value: Value): FieldValue {
  const table = fields[kind];
  const type = table && Object.hasOwn(table, field) ? table[field] : undefined;
  if (type === undefined || value === null) return { value, overflow: false };
  const converted = convert(type, value);
  if (converted === undefined) {
    throw new Fault('TypeConversion', `${kind} property ${field} takes ${article[type]}`);
  }
  if (type === 'u32' || type === 'u64') return clamp(type, field, converted);
  return { value: converted, overflow: false };
}

const article: Readonly<Record<FieldType, string>> = {
  text: 'a string',
  number: 'a number',
  u32: 'a whole number',
  u64: 'a whole number',
  bool: 'true or false',
  duration: 'a duration such as 30s',
};

function convert(type: FieldType, value: Value): Value | undefined {
  switch (type) {
    case 'text':
      return isScalar(value) ? String(value) : passSecret(value);
    case 'number':
    case 'u32':
    case 'u64':
      if (typeof value === 'string') return numberFrom(value);
      return typeof value === 'number' ? value : undefined;
    case 'bool':
      if (value === 'true' || value === 'false') return value === 'true';
      return typeof value === 'boolean' ? value : undefined;
    case 'duration':
      if (typeof value === 'string') return durationFrom(value);
      return value instanceof Duration ? value : undefined;
  }
}

function isScalar(value: Value): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Duration;
}

/** A secret stands for its text without becoming it. */
function passSecret(value: Value): Value | undefined {
  return typeof value === 'object' && value !== null && 'target' in value ? value : undefined;
}

function numberFrom(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

const units = { s: 'Seconds', m: 'Minutes', h: 'Hours', d: 'Days' } as const;

function durationFrom(text: string): Duration | undefined {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return new Duration(Number(amount), units[unit as keyof typeof units]);
}

const largest = { u32: 2 ** 32 - 1, u64: Number.MAX_SAFE_INTEGER } as const;

function clamp(type: 'u32' | 'u64', field: string, value: Value): FieldValue {
  const number = Number(value);
  if (!Number.isInteger(number)) {
    throw new Fault('TypeConversion', `property ${field} takes a whole number, not ${number}`);
  }
  const inRange = Math.min(Math.max(number, 0), largest[type]);
  return { value: inRange, overflow: inRange !== number };
}
