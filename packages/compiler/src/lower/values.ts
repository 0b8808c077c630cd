import {
  type ConstantValue,
  type DurationConstant,
  encodeEmptyPath,
  encodePath,
  type ReferenceKind,
} from '@mso/bytecode';
import {
  type Block,
  type Member,
  type NameUse,
  type Property,
  referencePath,
  type Span,
  type Value,
} from '@mso/language';
import type { Emitter } from './emitter.js';

/** Where a property is set: the entity and the path into it. */
export interface Target {
  readonly id: number;
  readonly path: readonly string[];
}

export function below(target: Target, part: string): Target {
  return { id: target.id, path: [...target.path, part] };
}

/**
 * Emits a property as statements of its own: one for a plain value or an array, one for each
 * property of a nested block.
 */
export function emitProperty(emitter: Emitter, target: Target, property: Property): void {
  if (property.value.kind === 'Object') {
    emitBlock(emitter, target, property.value.block, property);
    return;
  }
  emitter.statement(property);
  emitValue(emitter, target, property.value, property);
}

/** Emits a constant as the value of a property that the program wrote in another form. */
export function emitConstant(
  emitter: Emitter,
  target: Target,
  value: ConstantValue,
  span: Span,
): void {
  emitter.statement(span);
  set(emitter, target, value, span);
}

export function emitDuration(
  emitter: Emitter,
  target: Target,
  duration: DurationConstant,
  span: Span,
): void {
  const value = { value: duration.value, unit: duration.unit };
  emitConstant(emitter, target, { kind: 'Duration', value }, span);
}

/** Emits a list of names; a single name stands for a list of one. */
export function emitNameList(emitter: Emitter, target: Target, property: Property): void {
  const { value } = property;
  if (value.kind !== 'String' && value.kind !== 'Identifier') {
    return emitProperty(emitter, target, property);
  }
  emitter.statement(property);
  emitValue(emitter, below(target, '0'), value, value);
}

/** Emits names as an array of strings, in one statement. */
export function emitNames(
  emitter: Emitter,
  target: Target,
  names: readonly NameUse[],
  span: Span,
): void {
  emitter.statement(span);
  emitNameItems(emitter, target, names, span);
}

function emitNameItems(
  emitter: Emitter,
  target: Target,
  names: readonly NameUse[],
  span: Span,
): void {
  if (names.length === 0) makeContainer(emitter, target, '[]', span);
  names.forEach((name, index) => {
    set(emitter, below(target, String(index)), stringConstant(emitter, name.text), name);
  });
}

export function stringConstant(emitter: Emitter, text: string): ConstantValue {
  return { kind: 'String', index: emitter.strings.intern(text) };
}

function emitBlock(emitter: Emitter, target: Target, block: Block, span: Span): void {
  const properties = effectiveProperties(block.members);
  emitMarker(emitter, target, properties, span);
  for (const property of properties) {
    emitProperty(emitter, below(target, property.key.text), property);
  }
}

/**
 * An object is made by setting its first property. Where it has none, or that property's name
 * reads like the index of an array, a statement of its own makes it.
 */
export function emitMarker(
  emitter: Emitter,
  target: Target,
  properties: readonly Property[],
  span: Span,
): void {
  if (!needsMarker(properties)) return;
  emitter.statement(span);
  makeContainer(emitter, target, '{}', span);
}

function needsMarker([first]: readonly Property[]): boolean {
  return first === undefined || /^\d+$/.test(first.key.text);
}

/** The properties that count: of several with one meaning the last, which replaces the others. */
export function effectiveProperties(
  members: readonly Member[],
  meaning?: (key: string) => string,
): readonly Property[] {
  return effectiveMembers(members, meaning).filter((member) => member.kind === 'Property');
}

/** The same for all members of a block; those without a key all count. */
export function effectiveMembers(
  members: readonly Member[],
  meaning: (key: string) => string = (key) => key,
): readonly Member[] {
  const last = new Map<string, Member>();
  const meaningOf = (member: Member): string | undefined =>
    'key' in member ? meaning(member.key.text) : undefined;
  for (const member of members) {
    const key = meaningOf(member);
    if (key !== undefined) last.set(key, member);
  }
  return members.filter((member) => {
    const key = meaningOf(member);
    return key === undefined || last.get(key) === member;
  });
}

function emitValue(emitter: Emitter, target: Target, value: Value, span: Span): void {
  switch (value.kind) {
    case 'String':
      set(emitter, target, stringConstant(emitter, value.text), span);
      return;
    case 'Identifier':
      set(emitter, target, stringConstant(emitter, value.text), span);
      return;
    case 'Number':
      set(emitter, target, { kind: 'Number', value: value.value }, span);
      return;
    case 'Bool':
      set(emitter, target, { kind: 'Bool', value: value.value }, span);
      return;
    case 'Null':
      set(emitter, target, { kind: 'Null' }, span);
      return;
    case 'Duration':
      set(emitter, target, durationConstant(value), span);
      return;
    case 'Variable':
      resolve(
        emitter,
        value.scope === 'environment' ? 'Environment' : 'Variable',
        value.name,
        span,
      );
      set(emitter, target, { kind: 'Stack' }, span);
      return;
    case 'Reference':
      resolve(emitter, 'Memory', referencePath(value), span);
      set(emitter, target, { kind: 'Stack' }, span);
      return;
    case 'Array':
      emitItems(emitter, target, value.items, span);
      return;
    case 'Pipeline':
      emitNameItems(emitter, target, value.names, span);
      return;
    case 'Object':
      emitInline(emitter, target, value.block, span);
      return;
    case 'Missing':
      return;
  }
}

function emitItems(emitter: Emitter, target: Target, items: readonly Value[], span: Span): void {
  if (items.length === 0) makeContainer(emitter, target, '[]', span);
  items.forEach((item, index) => {
    emitValue(emitter, below(target, String(index)), item, item);
  });
}

/** An object inside an array: part of the array's statement. */
function emitInline(emitter: Emitter, target: Target, block: Block, span: Span): void {
  const properties = effectiveProperties(block.members);
  if (needsMarker(properties)) makeContainer(emitter, target, '{}', span);
  for (const property of properties) {
    emitValue(emitter, below(target, property.key.text), property.value, property);
  }
}

function set(emitter: Emitter, target: Target, value: ConstantValue, span: Span): void {
  const keyIndex = emitter.strings.intern(encodePath(target.path));
  emitter.emit({ op: 'SetProperty', target: target.id, keyIndex, value }, span);
}

function makeContainer(emitter: Emitter, target: Target, kind: '[]' | '{}', span: Span): void {
  const keyIndex = emitter.strings.intern(encodeEmptyPath(target.path));
  const value = stringConstant(emitter, kind);
  emitter.emit({ op: 'SetProperty', target: target.id, keyIndex, value }, span);
}

function resolve(emitter: Emitter, kind: ReferenceKind, name: string, span: Span): void {
  emitter.emit({ op: 'ResolveReference', kind, index: emitter.strings.intern(name) }, span);
}

function durationConstant(duration: DurationConstant): ConstantValue {
  return { kind: 'Duration', value: { value: duration.value, unit: duration.unit } };
}

/** The text that a value is as it stands: a string, or a bare word. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'String') return value.text;
  return value?.kind === 'Identifier' ? value.text : undefined;
}
