import { type Duration, type HelixVM, SecretReference, type Value } from '@mso/vm';
import { toExpression } from '../evaluation/machine-values.js';
import { formatFully } from '../views/full-text.js';
import { type CellTag, readPayload, tagOf, writeCell } from './cell-layout.js';

/** A cell of the machine's memory takes as many bytes, from its address times this. */
export const bytesPerCell = 16;

/** The bytes of strings, arrays and objects lie above here, a region for each cell. */
const regionsBase = 2 ** 36;
const regionBytes = 2 ** 16;

export interface BytesRead {
  /** Where the bytes begin that could be read. */
  readonly address: number;
  readonly bytes: Uint8Array;
  /** How many of those that were asked for could not be read, behind them. */
  readonly unreadable: number;
}

/** More than any viewer shows at once. */
const countMax = 2 ** 20;

/**
 * The machine's memory as bytes.
 *
 * Cell `a` is the 16 bytes from `a × 16`: the tag of its value's type, flags, the length, and the
 * payload; numbers, booleans and durations are in place, of anything else the payload is the
 * address of its bytes: UTF-8, of arrays and objects that of their text.
 * Secrets stay masked unless they are to be shown.
 */
export function readBytes(vm: HelixVM, address: number, count: number): BytesRead {
  const wanted = Math.min(Math.max(0, count), countMax);
  const bytes = new Uint8Array(wanted);
  let filled = 0;
  while (filled < wanted) {
    const piece = pieceAt(vm, address + filled);
    if (piece === undefined) break;
    const part = piece.subarray(0, wanted - filled);
    bytes.set(part, filled);
    filled += part.length;
  }
  return { address, bytes: bytes.slice(0, filled), unreadable: Math.max(0, count) - filled };
}

/** The bytes from an address to the end of the cell, or of the region, that it lies in. */
function pieceAt(vm: HelixVM, address: number): Uint8Array | undefined {
  if (address < 0) return undefined;
  if (address < regionsBase) {
    const cell = Math.floor(address / bytesPerCell);
    const value = vm.memory.has(cell) ? vm.memory.load(cell) : undefined;
    return value === undefined
      ? undefined
      : cellBytes(vm, cell, value).subarray(address % bytesPerCell);
  }
  const offset = address - regionsBase;
  const cell = Math.floor(offset / regionBytes);
  const text = vm.memory.has(cell) ? textOf(vm, vm.memory.load(cell)) : undefined;
  const piece = text?.subarray(offset % regionBytes, regionBytes);
  return piece && piece.length > 0 ? piece : undefined;
}

function cellBytes(vm: HelixVM, cell: number, value: Value): Uint8Array {
  const text = textOf(vm, value);
  const payload =
    text === undefined
      ? (value as null | boolean | number | Duration)
      : { address: regionsBase + cell * regionBytes };
  return writeCell(tagOf(value), text?.length ?? 0, payload);
}

/** The bytes that do not fit into a cell, or undefined where all do. */
function textOf(vm: HelixVM, value: Value): Uint8Array | undefined {
  const tag = tagOf(value);
  if (tag === 'null' || tag === 'bool' || tag === 'number' || tag === 'duration') return undefined;
  const text = typeof value === 'string' ? value : formatFully(toExpression(vm, value));
  return new TextEncoder().encode(text);
}

/** What became of writing: how many bytes, or why none. */
export type BytesWritten =
  | { readonly count: number; readonly cells: readonly number[] }
  | { readonly problem: string };

/**
 * Writes bytes: the payload of a number or a boolean, or the bytes of a string whose length stays.
 * Anything else is refused, and nothing is written then, unless a part is allowed.
 */
export function writeBytes(
  vm: HelixVM,
  address: number,
  bytes: Uint8Array,
  allowPartial: boolean,
): BytesWritten {
  const changes = new Map<number, Value>();
  let done = 0;
  while (done < bytes.length) {
    const at = address + done;
    const isText = at >= regionsBase;
    const cell = isText
      ? Math.floor((at - regionsBase) / regionBytes)
      : Math.floor(at / bytesPerCell);
    const held = changes.get(cell) ?? (vm.memory.has(cell) ? vm.memory.load(cell) : undefined);
    if (held === undefined) return partly(vm, changes, done, allowPartial, notInUse(cell));
    const offset = isText ? (at - regionsBase) % regionBytes : at % bytesPerCell;
    const change = changed(vm, cell, held, isText, offset, bytes.subarray(done));
    if ('problem' in change) return partly(vm, changes, done, allowPartial, change.problem);
    changes.set(cell, change.value);
    done += change.taken;
  }
  return store(vm, changes, done);
}

const notInUse = (cell: number): string => `memory[${cell}] is not in use`;

function partly(
  vm: HelixVM,
  changes: ReadonlyMap<number, Value>,
  count: number,
  allowPartial: boolean,
  problem: string,
): BytesWritten {
  return allowPartial && count > 0 ? store(vm, changes, count) : { problem };
}

function store(vm: HelixVM, changes: ReadonlyMap<number, Value>, count: number): BytesWritten {
  for (const [cell, value] of changes) vm.memory.store(cell, value);
  return { count, cells: [...changes.keys()] };
}

type Change = { readonly value: Value; readonly taken: number } | { readonly problem: string };

function changed(
  vm: HelixVM,
  cell: number,
  held: Value,
  isText: boolean,
  offset: number,
  bytes: Uint8Array,
): Change {
  const tag: CellTag = tagOf(held);
  if (held instanceof SecretReference) return { problem: `memory[${cell}] holds a secret` };
  if (isText) {
    if (typeof held !== 'string') return { problem: `memory[${cell}] holds ${tag}, no string` };
    return changedText(held, offset, bytes);
  }
  const before = cellBytes(vm, cell, held);
  const after = before.slice();
  const part = bytes.subarray(0, bytesPerCell - offset);
  after.set(part, offset);
  const isSame = after.every((byte, index) => byte === before[index]);
  if (isSame) return { value: held, taken: part.length };
  if (tag !== 'bool' && tag !== 'number') {
    return { problem: `memory[${cell}] holds ${tag}; only numbers and booleans can be written` };
  }
  const headIsSame = after.subarray(0, 8).every((byte, index) => byte === before[index]);
  const value = headIsSame ? readPayload(tag, after) : undefined;
  if (value === undefined) return { problem: `the bytes make no ${tag} of memory[${cell}]` };
  return { value, taken: part.length };
}

function changedText(held: string, offset: number, bytes: Uint8Array): Change {
  const whole = new TextEncoder().encode(held);
  const part = bytes.subarray(0, whole.length - offset);
  if (part.length === 0) return { problem: 'a string cannot become longer' };
  whole.set(part, offset);
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(whole), taken: part.length };
  } catch {
    return { problem: 'the bytes are no UTF-8' };
  }
}
