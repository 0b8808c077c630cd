import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Schema, SchemaGenerator } from 'ts-json-schema-generator';
import type { Message } from './dap-client.js';
import { tempFolder } from './temp-folder.js';

/**
 * What is wrong with a message by the types of the protocol, or undefined.
 *
 * The schemas are made from the declarations that the protocol's own package carries, and from
 * what its text says about numbers, which a type cannot: what counts or names is whole and not
 * negative, and a reference is below 2^31.
 */
export function problemWith(message: Message): string | undefined {
  const validate = validatorOf(typeOf(message));
  if (validate(message)) return undefined;
  return `${ajv.errorsText(validate.errors)} in ${JSON.stringify(message).slice(0, 2_000)}`;
}

const ajv = new Ajv({ strict: false });
const validators = new Map<string, ValidateFunction>();
let generator: SchemaGenerator | undefined;

/** `stopped` is a `StoppedEvent`; what only we know is any event or response. */
function typeOf({ type, command, event, success }: Message): string {
  if (type === 'response' && !success) return 'ErrorResponse';
  const name = (type === 'event' ? event : command) ?? '';
  const suffix = type === 'event' ? 'Event' : 'Response';
  return name.startsWith('mso/')
    ? suffix
    : `${name.charAt(0).toUpperCase()}${name.slice(1)}${suffix}`;
}

function validatorOf(type: string): ValidateFunction {
  const known = validators.get(type);
  if (known) return known;
  generator ??= makeGenerator();
  const validate = ajv.compile(withNumbers(generator.createSchema(`DebugProtocol.${type}`)));
  validators.set(type, validate);
  return validate;
}

/** The declarations need nothing of a library, and reading one takes longer than all the rest. */
function makeGenerator(): SchemaGenerator {
  const tsconfig = join(tempFolder(), 'tsconfig.json');
  writeFileSync(tsconfig, '{ "compilerOptions": { "noLib": true, "types": [] }, "files": [] }');
  const require = createRequire(import.meta.url);
  const main = require.resolve('@vscode/debugprotocol');
  // Loaded where it is needed: it brings a compiler.
  const maker: typeof import('ts-json-schema-generator') = require('ts-json-schema-generator');
  return maker.createGenerator({
    ...{ path: main.replace(/\.js$/, '.d.ts'), tsconfig },
    ...{ skipTypeCheck: true, additionalProperties: true, topRef: false, jsDoc: 'none' },
  });
}

/** Numbers that may be below zero, or between two whole ones. */
const anyNumber = new Set(['offset', 'percentage', 'exitCode']);

function withNumbers(schema: Schema): object {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const { properties } = value as { properties?: Record<string, unknown> };
    if (properties === undefined) return value;
    const members = Object.entries(properties).map(([name, member]) => [name, range(name, member)]);
    return { ...value, properties: Object.fromEntries(members) };
  });
}

function range(name: string, schema: unknown): unknown {
  const { type, items } = schema as { type?: unknown; items?: unknown };
  if (type === 'array') return { ...(schema as object), items: range(name, items) };
  if (type !== 'number' || anyNumber.has(name)) return schema;
  const isReference = /Reference$/.test(name) || /^(id|\w+Ids?)$/.test(name);
  return { type: 'integer', minimum: 0, ...(isReference && { exclusiveMaximum: 2 ** 31 }) };
}
