import type { DebugInfo, DebugSource } from '../debug-info.js';
import {
  type Codec,
  constant,
  list,
  map,
  names,
  readBy,
  struct,
  text,
  u32,
} from '../encoding/codec.js';
import type { BuiltinFunction, CodeFunction, ModuleFunction } from '../functions.js';
import {
  type Block,
  type EntityKind,
  entityKinds,
  type Module,
  type ModuleMetadata,
  type StaticCell,
} from '../module.js';
import { code } from './code-codec.js';
import { debugTable } from './debug-table.js';
import { constantValue } from './instruction-codec.js';
import { optional } from './step-codec.js';
import { symbols } from './symbol-codecs.js';

/** The versions of the sections `mso.module` and `mso.debug`, which are their first numbers. */
export const moduleFormat = 1;
export const debugFormat = 2;

const functionKind = names<CodeFunction['kind']>(['workflow', 'step', 'attempt', 'expression']);
const codeFunction = readBy<CodeFunction>(
  struct({
    kind: functionKind,
    ...{ name: text, entity: u32, start: u32, end: u32, parameters: u32, locals: u32 },
  }),
  (reader) => ({
    kind: functionKind.read(reader),
    name: reader.string(),
    entity: reader.u32(),
    start: reader.u32(),
    end: reader.u32(),
    parameters: reader.u32(),
    locals: reader.u32(),
  }),
);

const builtin = struct<BuiltinFunction>({ kind: constant('builtin'), name: text, parameters: u32 });

const moduleFunction: Codec<ModuleFunction> = {
  bytesLeast: 1 + builtin.bytesLeast,
  write(writer, value) {
    writer.bool(value.kind === 'builtin');
    if (value.kind === 'builtin') builtin.write(writer, value);
    else codeFunction.write(writer, value);
  },
  read: (reader) => (reader.bool() ? builtin.read(reader) : codeFunction.read(reader)),
};

const entityKind = names<EntityKind>(entityKinds);
const block = readBy<Block>(
  struct({ entity: u32, kind: entityKind, name: text, start: u32, end: u32 }),
  (reader) => ({
    entity: reader.u32(),
    kind: entityKind.read(reader),
    name: reader.string(),
    start: reader.u32(),
    end: reader.u32(),
  }),
);

const cellKind = names<StaticCell['kind']>(['entity', 'variable', 'output', 'memory']);
const cell = readBy<StaticCell>(
  struct({ address: u32, kind: cellKind, entity: u32, name: text, key: optional(text) }),
  (reader) => {
    const address = reader.u32();
    const kind = cellKind.read(reader);
    const [entity, name] = [reader.u32(), reader.string()];
    return reader.bool()
      ? { address, kind, entity, name, key: reader.string() }
      : { address, kind, entity, name };
  },
);

/** A module without its debug info. Indexes and addresses are for the verifier to check. */
export const moduleCodec = struct<Omit<Module, 'debug'>>({
  version: constant(1),
  metadata: struct<ModuleMetadata>({ sourceFile: optional(text), compilerVersion: text }),
  strings: list(text),
  constants: list(constantValue),
  symbols,
  functions: list(moduleFunction),
  blocks: list(block),
  cells: list(cell),
  declarationsEnd: u32,
  heapBase: u32,
  code,
});

export const debugCodec = struct<DebugInfo>({
  sources: list(struct<DebugSource>({ path: text, text })),
  table: debugTable,
  localNames: map(u32, list(text)),
});
