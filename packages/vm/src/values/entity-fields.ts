import type { EntityKind } from '@mso/bytecode';
import { Fault } from '../machine/runtime-error.js';
import { Duration, SecretReference, type Value } from './value.js';

/** The declared type of a field, which a value takes on when it is stored. */
type FieldType = 'text' | 'number' | 'u32' | 'u64' | 'bool' | 'duration';

const retryFields = { 'retry/max_attempts': 'u32', 'retry/delay': 'duration' } as const;

/**
 * The fields with a type, by kind and path. Any other field holds any value: those of a project,
 * say, may be of whatever form.
 */
const fields: Readonly<Partial<Record<EntityKind, Readonly<Record<string, FieldType>>>>> = {
  agent: {
    model: 'text',
    role: 'text',
    temperature: 'number',
    max_tokens: 'u32',
    timeout: 'duration',
    debug: 'bool',
    verbose: 'bool',
    parallel: 'bool',
    max_iterations: 'u32',
  },
  workflow: { timeout: 'duration', ...retryFields },
  step: { timeout: 'duration', parallel: 'bool', ...retryFields },
  context: { environment: 'text', debug: 'bool', max_tokens: 'u64' },
  crew: { max_iterations: 'u32', verbose: 'bool' },
  memory: {
    provider: 'text',
    connection: 'text',
    cache_size: 'u64',
    persistence: 'bool',
    'embeddings/model': 'text',
    'embeddings/dimensions': 'u32',
    'embeddings/batch_size': 'u32',
  },
  database: {
    path: 'text',
    shards: 'u64',
    compression: 'bool',
    cache_size: 'u64',
    'vector_index/dimensions': 'u64',
    'vector_index/m': 'u64',
    'vector_index/ef_construction': 'u64',
  },
};

/** A value as a field stores it. */
interface FieldValue {
  readonly value: Value;
  /** The number that had to stand for one that the field cannot hold. */
  readonly clampedTo?: number;
}

/**
 * Converts a value to the type of the field at a path. Text becomes a number, a truth value or a
 * duration where it reads as one, since that is all an environment variable can be.
 *
 * @throws Fault TypeConversion where it does not, or where the path leads into such a field.
 */
export function toField(kind: EntityKind, path: readonly string[], value: Value): FieldValue {
  const field = fieldAt(kind, path);
  const type = typeOfField(kind, field);
  if (type === undefined || value === null) return { value };
  const converted = convert(type, value);
  if (converted === undefined) throw wrongType(kind, field, type);
  return type === 'u32' || type === 'u64'
    ? clamp(kind, field, type, converted)
    : { value: converted };
}

/** The name of the field that a path leads to. @throws Fault where it leads into one */
function fieldAt(kind: EntityKind, path: readonly string[]): string {
  const [first = ''] = path;
  if (path.length === 1) return first.includes('/') ? '' : first;
  const outer = typeOfField(kind, first);
  if (outer !== undefined) throw wrongType(kind, first, outer);
  return path.some((part) => part.includes('/')) ? '' : path.join('/');
}

function typeOfField(kind: EntityKind, field: string): FieldType | undefined {
  const table = fields[kind];
  return table && Object.hasOwn(table, field) ? table[field] : undefined;
}

function wrongType(kind: EntityKind, field: string, type: FieldType): Fault {
  const name = field.replace('/', '.');
  return new Fault('TypeConversion', `${kind} property ${name} takes ${article[type]}`);
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
  return value instanceof SecretReference ? value : undefined;
}

function numberFrom(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/** Units from the largest down, each with its letter and how many make one of the unit before. */
const units = [
  ['d', 'Days', 1],
  ['h', 'Hours', 24],
  ['m', 'Minutes', 60],
  ['s', 'Seconds', 60],
] as const;

const durationPattern =
  /^(\d+(?:\.\d+)?)\s*(s(?:ecs?|econds?)?|m(?:ins?|inutes?)?|h(?:rs?|ours?)?|d(?:ays?)?)$/;

/** `30s`, `5 min`, `1.5 hours`, as the language spells them: in the largest unit that holds it. */
function durationFrom(text: string): Duration | undefined {
  const [, digits, word] = durationPattern.exec(text.trim()) ?? [];
  const first = units.findIndex(([letter]) => letter === word?.charAt(0));
  if (first < 0) return undefined;
  let amount = Number(digits);
  for (const [index, [, unit, perLarger]] of units.slice(first).entries()) {
    if (index > 0) amount *= perLarger;
    const whole = Math.round(amount);
    if (Math.abs(whole - amount) < 1e-9) return new Duration(whole, unit);
  }
  return undefined;
}

const largest = { u32: 2 ** 32 - 1, u64: Number.MAX_SAFE_INTEGER } as const;

function clamp(kind: EntityKind, field: string, type: 'u32' | 'u64', value: Value): FieldValue {
  const number = Number(value);
  if (!Number.isInteger(number)) throw wrongType(kind, field, type);
  const inRange = Math.min(Math.max(number, 0), largest[type]);
  return inRange === number ? { value: inRange } : { value: inRange, clampedTo: inRange };
}

/** The milliseconds of a duration in words, such as `30s` or `1.5 hours`; undefined for others. */
export function parseDurationMs(text: string): number | undefined {
  return durationFrom(text)?.milliseconds;
}
