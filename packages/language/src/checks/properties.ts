import { nearest } from '@mso/values';
import { errorAt, warningAt } from '../diagnostic.js';
import { durationOf, isProperty, textOf } from '../model/values.js';
import type { NumberRange, PropertySchema, PropertyType } from '../schema/schema.js';
import { propertySchema } from '../schema/tables.js';
import type { NumberValue, Property, Value } from '../syntax/tree.js';
import { type KnownBlock, titleOfBlock } from './blocks.js';
import type { CheckContext, Part } from './context.js';
import { checkUnknownProperty, presenceIn } from './unknown-properties.js';

/** Every property that the schema knows has a value of its type, in its range. */
export function checkProperties(context: CheckContext): (part: Part) => void {
  return ({ blocks }) => {
    for (const known of blocks) checkPropertiesOf(context, known);
  };
}

function checkPropertiesOf(context: CheckContext, known: KnownBlock): void {
  const isPresent = presenceIn(known);
  for (const member of known.block.members) {
    if (!isProperty(member)) continue;
    const schema = propertySchema(known.kind, member.key.text);
    if (schema === undefined) checkUnknownProperty(context, known, member, isPresent);
    else checkProperty(context, known, member, schema);
  }
}

function checkProperty(
  context: CheckContext,
  owner: KnownBlock,
  property: Property,
  schema: PropertySchema,
): void {
  const { value, key } = property;
  if (isUnknown(value) || schema.type === 'any' || schema.type === 'trigger') return;
  if (schema.type === 'duration') return checkDuration(context, owner, property);
  if (!typeTests[schema.type](value)) {
    if (isListOfNames(schema.type)) return reportNoList(context, property);
    const types = `${article(schema.type)}, not ${described(value)}`;
    const message = `'${key.text}' of ${titleOfBlock(owner)} takes ${types}`;
    const hint = `for example: ${schema.example}`;
    return context.report(errorAt(value, 'TypeMismatch', message, { hint }));
  }
  if (value.kind === 'Number' && schema.range !== undefined) {
    checkRange(context, key.text, value, schema.range);
  }
  if (isListOfNames(schema.type)) checkItems(context, property);
  if (schema.values?.code !== undefined) checkWord(context, key.text, value, schema.values);
}

/** What it is shows only at run time, or something else has been said about it. */
function isUnknown(value: Value): boolean {
  const { kind } = value;
  return (
    (kind === 'String' && value.bare === true) ||
    kind === 'Variable' ||
    kind === 'Reference' ||
    kind === 'Pipeline' ||
    kind === 'Missing' ||
    kind === 'Null'
  );
}

function isListOfNames(type: PropertyType): boolean {
  return type === 'names' || type === 'name or names';
}

const isText = (value: Value): boolean => value.kind === 'String' || value.kind === 'Identifier';
const isList = (value: Value): boolean => value.kind === 'Array';
const isBlock = (value: Value): boolean => value.kind === 'Object';

type TestedType = Exclude<PropertyType, 'any' | 'trigger' | 'duration'>;

const typeTests: { readonly [T in TestedType]: (value: Value) => boolean } = {
  string: isText,
  number: (value) => value.kind === 'Number',
  boolean: (value) => value.kind === 'Bool',
  expression: () => true,
  block: isBlock,
  blocks: isList,
  flow: () => true,
  name: isText,
  names: isList,
  'name or names': (value) => isText(value) || isList(value),
  'string or block': (value) => isText(value) || isBlock(value),
  'string or list': (value) => isText(value) || isList(value),
  secrets: isBlock,
};

function article(type: PropertyType): string {
  switch (type) {
    case 'blocks':
      return 'a list of { … } objects';
    case 'block':
    case 'secrets':
      return 'a { … } block';
    case 'string or block':
      return 'a string or a { … } block';
    default:
      return `a ${type}`;
  }
}

function described(value: Value): string {
  switch (value.kind) {
    case 'Array':
      return 'a list';
    case 'Bool':
      return 'a boolean';
    case 'Identifier':
      return 'a string';
    case 'Object':
      return 'an object';
    default:
      return `a ${value.kind.toLowerCase()}`;
  }
}

function reportNoList({ report }: CheckContext, { key, value }: Property): void {
  const hint = `write ${key.text} = ["…"]`;
  report(errorAt(value, 'E0209', `'${key.text}' takes a list of names`, { hint }));
}

function checkItems({ report }: CheckContext, { key, value }: Property): void {
  if (value.kind !== 'Array') return;
  for (const item of value.items) {
    if (isText(item) || isUnknown(item)) continue;
    const message = `the list '${key.text}' holds names, not ${described(item)}`;
    report(errorAt(item, 'E0209', message, { hint: 'quote it' }));
  }
}

function checkDuration({ report }: CheckContext, owner: KnownBlock, property: Property): void {
  const { key, value } = property;
  const duration = durationOf(value);
  if (duration?.quoted) {
    const bare = textOf(value)?.replaceAll(/\s/g, '') ?? '';
    const hint = `write ${key.text} = ${bare}`;
    report(warningAt(value, 'W0301', 'a duration needs no quotes', { hint }));
  }
  if (duration !== undefined) return;
  const hint = `write a number and a unit: ${key.text} = 30s, 5m, 2h or 1d`;
  const text = textOf(value);
  if (text !== undefined) {
    return report(errorAt(value, 'E0303', `'${text}' is no duration`, { hint }));
  }
  const given = described(value);
  const message = `'${key.text}' of ${titleOfBlock(owner)} takes a duration, not ${given}`;
  report(errorAt(value, 'TypeMismatch', message, { hint }));
}

function checkRange(
  { report }: CheckContext,
  key: string,
  number: NumberValue,
  { integer, minimum, maximum, clampedAt }: NumberRange,
): void {
  const { value } = number;
  const fail = (rule: string): void =>
    report(errorAt(number, 'TypeMismatch', `'${key}' must be ${rule}, but is ${value}`));
  if (integer && !Number.isInteger(value)) fail('a whole number');
  else if (minimum !== undefined && maximum !== undefined && (value < minimum || value > maximum)) {
    fail(`between ${minimum} and ${maximum}`);
  } else if (minimum !== undefined && value < minimum) {
    fail(minimum === 1 ? 'greater than 0' : `at least ${minimum}`);
  } else if (clampedAt !== undefined && value > clampedAt) {
    const message = `'${key}' is clamped to ${clampedAt} when the program runs`;
    report(warningAt(number, 'TypeMismatch', message));
  }
}

function checkWord(
  { report }: CheckContext,
  key: string,
  value: Value,
  values: NonNullable<PropertySchema['values']>,
): void {
  const { words, code } = values;
  const word = textOf(value);
  if (code === undefined || word === undefined || words.includes(word)) return;
  const best = nearest(word, words);
  const guess = best === undefined ? '' : `did you mean '${best}'? `;
  const hint = `${guess}it is one of ${words.join(', ')}`;
  report(errorAt(value, code, `'${word}' is no ${key}`, { hint }));
}
