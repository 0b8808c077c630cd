import { parseDuration } from '../lexer/numbers.js';
import type {
  Block,
  IdentifierValue,
  Member,
  Property,
  StringValue,
  Value,
} from '../syntax/tree.js';
import type { DurationModel, NameUse } from './model.js';

/** How values are read where the language expects a certain kind; undefined where it is another. */

/** A string or a bare word; what `${…}` yields only a run can tell. */
export function textOf(value: Value): string | undefined {
  return isText(value) ? value.text : undefined;
}

/** A value that is a name is its use as well: a program has very many of them. */
function isText(value: Value): value is StringValue | IdentifierValue {
  return value.kind === 'String' ? value.bare !== true : value.kind === 'Identifier';
}

export function nameUseOf(value: Value): NameUse | undefined {
  return isText(value) ? value : undefined;
}

/** The names of a list, of a chain with arrows, or the one name that stands for a list. */
export function nameUsesOf(value: Value): readonly NameUse[] {
  if (value.kind === 'Pipeline') return value.names;
  return kept(value.kind === 'Array' ? value.items : [value], isText);
}

export function durationOf(value: Value): DurationModel | undefined {
  const { start, end } = value;
  if (value.kind === 'Duration') {
    return { start, end, value: value.value, unit: value.unit, quoted: false };
  }
  if (value.kind !== 'String' || value.bare) return undefined;
  const parsed = parseDuration(value.text);
  return parsed === undefined ? undefined : { start, end, ...parsed, quoted: true };
}

export function propertiesOf(block: Block | undefined): readonly Property[] {
  return kept(block?.members ?? [], isProperty);
}

/**
 * Those of a list that pass a test: mostly all, and then the list itself. Others are copied once
 * more, as a list that was filtered has room for many items and lives as long as the model.
 */
export function kept<T, Kept extends T>(
  list: readonly T[],
  test: (item: T) => item is Kept,
): readonly Kept[];
export function kept<T>(list: readonly T[], test: (item: T) => boolean): readonly T[];
export function kept<T>(list: readonly T[], test: (item: T) => boolean): readonly T[] {
  return list.every(test) ? list : list.filter(test).slice();
}

export function isProperty(member: Member): member is Property {
  return member.kind === 'Property';
}

/** The property of one of two keys; of several the last one, which wins. */
export function findProperty(
  properties: readonly Property[],
  key: string,
  otherKey = key,
): Property | undefined {
  for (let index = properties.length - 1; index >= 0; index--) {
    const property = properties[index];
    const text = property?.key.text;
    if (text === key || text === otherKey) return property;
  }
  return undefined;
}

/** What a property's value is read as; undefined where there is none or it is of another kind. */
export function readProperty<Result>(
  properties: readonly Property[],
  key: string,
  read: (value: Value) => Result | undefined,
): Result | undefined {
  const property = findProperty(properties, key);
  return property === undefined ? undefined : read(property.value);
}
