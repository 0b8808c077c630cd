import type { BlockKind, NumberRange, PropertySchema, PropertyType } from '../schema/schema.js';
import { schema } from '../schema/tables.js';
import { code, table } from './markdown.js';

/** Every kind of block with its properties, one section each. */
export function renderBlocks(): readonly string[] {
  return Object.keys(schema).flatMap((kind) => renderBlock(kind as BlockKind));
}

/** What may stand where a property takes a value of a type. */
export function renderTypes(): readonly string[] {
  const used = new Set(Object.values(schema).flatMap(({ properties }) => properties.map(typeOf)));
  const rows = Object.entries(types)
    .filter(([type]) => used.has(type as PropertyType))
    .map(([type, meaning]) => [type, meaning]);
  return table(['type', 'is written as'], rows);
}

const types: Readonly<Record<PropertyType, string>> = {
  any: 'any value',
  string: 'a string or a bare word',
  number: 'a number',
  boolean: '`true` or `false`',
  duration: 'a number and a unit: `30s`, `5m`, `2h`, `1d`, `1.5h`',
  expression: 'an expression',
  block: '`{ key = value … }`',
  blocks: 'a list of blocks: `[{ … }, { … }]`',
  flow: 'steps and their order: `{ a -> [b | c] -> d }`',
  name: 'a name, as a string or a bare word',
  names: 'a list of names: `["a", b]`',
  'name or names': 'a name, or a list of names',
  'string or block': 'a string, or a block with details',
  'string or list': 'a string, or a list of strings',
  trigger: 'a word, a word with an argument (`"schedule:0 9 * * *"`), or a block',
  secrets: '`{ key = source … }`, where a source is `$NAME`, `"vault:path"` or `"file:path"`',
};

const forms: Readonly<Record<BlockKind, string>> = {
  project: '`project "name" { … }`',
  agent: '`agent "name" { … }`',
  workflow: '`workflow "name" { … }`',
  trigger: '`trigger { … }`',
  step: '`step "name" { … }`',
  stage: '`stage "name" { … }`',
  retry: '`retry { … }`',
  memory: '`memory { … }` or `memory "name" { … }`',
  embeddings: '`embeddings { … }`',
  context: '`context "name" { … }`',
  crew: '`crew "name" { … }`',
  pipeline: '`pipeline { a -> b }`, or with stages `pipeline "name" { stage "one" { … } }`',
  plugin: '`plugin "name" { … }`',
  database: '`database "name" { … }`',
  vector_index: '`vector_index { … }`',
  load: '`load "path"`, or for data `load "name" { … }`',
};

function typeOf({ type }: PropertySchema): PropertyType {
  return type;
}

function renderBlock(kind: BlockKind): readonly string[] {
  const { documentation, properties } = schema[kind];
  const sentences = [documentation, ...placeOf(kind), `It is written ${forms[kind]}.`];
  const intro = [`### ${kind}`, '', sentences.join(' '), ''];
  if (properties.length === 0) return intro;
  const twin = Object.entries(schema).find(([, other]) => other.properties === properties)?.[0];
  if (twin !== undefined && twin !== kind) {
    return [...intro, `Its properties are those of a [${twin}](#${twin}).`, ''];
  }
  const columns = ['property', 'type', 'default', 'values', 'required', 'meaning', 'example'];
  return [...intro, ...table(columns, properties.map(cells)), ''];
}

/** Where a block stands that is no declaration. */
function placeOf(kind: BlockKind): readonly string[] {
  const owners = Object.entries(schema)
    .filter(([, { properties }]) => properties.some(({ block }) => block === kind))
    .map(([owner]) => `[${owner}](#${owner})`);
  return owners.length === 0 ? [] : [`It stands in: ${owners.join(', ')}.`];
}

function cells(property: PropertySchema): readonly string[] {
  const { name, alias, type, default: standard = '', required, documentation, example } = property;
  return [
    code(name) + (alias === undefined ? '' : `, also ${code(alias)}`),
    type,
    code(standard),
    valuesOf(property),
    required === undefined ? '' : required === 'error' ? 'yes' : 'expected',
    documentation,
    code(example),
  ];
}

function valuesOf({ values, range, names, block }: PropertySchema): string {
  const words = values === undefined ? [] : [values.words.map(code).join(' ')];
  const named = names === undefined ? [] : [`the name of ${names.map(withArticle).join(' or ')}`];
  const inner = block === undefined ? [] : [`see [${block}](#${block})`];
  return [...words, ...(range === undefined ? [] : [rangeOf(range)]), ...named, ...inner].join(
    '; ',
  );
}

function withArticle(name: string): string {
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

function rangeOf({ integer, minimum, maximum }: NumberRange): string {
  const numbers = integer ? 'whole numbers' : 'numbers';
  if (minimum !== undefined && maximum !== undefined) return `${numbers} ${minimum} to ${maximum}`;
  return minimum === undefined ? numbers : `${numbers} from ${minimum}`;
}
