import { type ExpressionValue, isList, isRecord } from '@mso/language';
import { isMachineRecord, isMemory } from '../evaluation/machine-values.js';
import { typeName } from './format.js';

/** One row of the Variables view; its children are made when they are asked for. */
export interface Variable {
  readonly name: string;
  readonly value: ExpressionValue;
  readonly type: string;
  /** The expression that yields this value, where there is one. */
  readonly evaluateName?: string;
  readonly namedChildren: number;
  readonly indexedChildren: number;
  /** The entity that it is: a program declares it somewhere. */
  readonly entityId?: number;
  /** The entity that it is a property of. */
  readonly propertyOf?: number;
  /** The cell it is kept in. */
  readonly address?: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Rows of a container from `start`, `count` of them at most. */
export interface Page {
  readonly filter?: 'indexed' | 'named';
  readonly start?: number;
  /** Absent or 0 means all. */
  readonly count?: number;
}

export function makeVariable(
  name: string,
  value: ExpressionValue,
  evaluateName?: string,
): Variable {
  const variable: Writable<Variable> = {
    name,
    value,
    type: typeName(value),
    namedChildren: namedChildrenOf(value),
    indexedChildren: isList(value) && !isMemory(value) ? value.length : 0,
  };
  if (evaluateName !== undefined) variable.evaluateName = evaluateName;
  if (isMachineRecord(value)) {
    if (value.address !== undefined) variable.address = value.address;
    if (value.entityId !== undefined) variable.entityId = value.entityId;
  }
  return variable;
}

function namedChildrenOf(value: ExpressionValue): number {
  if (isMemory(value)) return value.addresses().length;
  return isRecord(value) ? countKeys(value.keys()) : 0;
}

function countKeys(keys: Iterable<string>): number {
  if ('size' in keys && typeof keys.size === 'number') return keys.size;
  if (Array.isArray(keys)) return keys.length;
  let count = 0;
  for (const _ of keys) count++;
  return count;
}

/** The children of a value, page by page. */
export function childrenOf(parent: Variable, page: Page = {}): Variable[] {
  const { value } = parent;
  if (isMemory(value)) {
    const addresses = page.filter === 'indexed' ? [] : value.addresses();
    const { from, to } = bounds(page, addresses.length);
    return addresses.slice(from, to).map((address) => {
      const name = memberName(parent, `[${address}]`);
      return makeVariable(String(address), value.at(address) ?? null, name);
    });
  }
  if (isList(value) && page.filter !== 'named') {
    const { from, to } = bounds(page, value.length);
    return Array.from({ length: to - from }, (_, offset) => {
      const index = from + offset;
      return makeVariable(String(index), value.at(index) ?? null, memberName(parent, `[${index}]`));
    });
  }
  if (!isRecord(value) || page.filter === 'indexed') return [];
  const keys = [...value.keys()];
  const { from, to } = bounds(page, keys.length);
  const propertyOf = isMachineRecord(value) ? value.entityId : undefined;
  return keys.slice(from, to).map((key) => {
    const member = makeVariable(key, value.get(key) ?? null, memberName(parent, accessor(key)));
    return propertyOf === undefined ? member : { ...member, propertyOf };
  });
}

function bounds({ start = 0, count = 0 }: Page, length: number): { from: number; to: number } {
  const from = Math.min(Math.max(0, start), length);
  return { from, to: count > 0 ? Math.min(from + count, length) : length };
}

function memberName(parent: Variable, suffix: string): string | undefined {
  return parent.evaluateName === undefined ? undefined : parent.evaluateName + suffix;
}

/** How a member is reached in an expression: `.name`, or `["any name"]`. */
function accessor(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
