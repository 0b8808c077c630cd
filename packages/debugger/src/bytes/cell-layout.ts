import { Duration, Entity, Reference, SecretReference, type Value } from '@mso/vm';

/** What the first byte of a cell says, as a number in this order from 0. */
const tags = [
  ...['null', 'bool', 'number', 'string', 'duration'],
  ...['reference', 'array', 'object', 'entity', 'secret'],
] as const;

export type CellTag =
  | 'null'
  | 'bool'
  | 'number'
  | 'string'
  | 'duration'
  | 'reference'
  | 'array'
  | 'object'
  | 'entity'
  | 'secret';

export function tagOf(value: Value): CellTag {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map) return 'object';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Reference) return 'reference';
  if (value instanceof SecretReference) return 'secret';
  if (value instanceof Entity) return 'entity';
  throw new TypeError('a value of the machine has one of its types');
}

/** In byte 1: the payload is a 64-bit float, and no whole number. */
const isFloat = 1;

/** What stands in the last 8 bytes: a value in place, or where the bytes of another are. */
export type Payload = null | boolean | number | Duration | { readonly address: number };

/** The 16 bytes of a cell. */
export function writeCell(tag: CellTag, length: number, payload: Payload): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, tags.indexOf(tag));
  view.setUint32(4, length, true);
  if (typeof payload === 'number' && !Number.isSafeInteger(payload)) {
    view.setUint8(1, isFloat);
    view.setFloat64(8, payload, true);
  } else view.setBigInt64(8, BigInt(wholeNumber(payload)), true);
  return bytes;
}

function wholeNumber(payload: Payload): number {
  if (payload === null) return 0;
  if (typeof payload === 'boolean') return payload ? 1 : 0;
  if (typeof payload === 'number') return payload;
  if (payload instanceof Duration) return Math.round(payload.milliseconds);
  return payload.address;
}

/** The value in place of a cell's bytes, or undefined where they make none. */
export function readPayload(tag: 'bool' | 'number', bytes: Uint8Array): Value | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint8(1) === isFloat) {
    const value = view.getFloat64(8, true);
    return Number.isFinite(value) ? value : undefined;
  }
  const whole = Number(view.getBigInt64(8, true));
  if (tag === 'bool') return whole === 0 || whole === 1 ? whole === 1 : undefined;
  return Number.isSafeInteger(whole) ? whole : undefined;
}
