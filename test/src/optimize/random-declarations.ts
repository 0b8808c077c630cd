import {
  type Block,
  type ConstantValue,
  type EntityKind,
  type Instruction,
  type Module,
  StringPool,
} from '@mso/bytecode';
import fc from 'fast-check';

/** What may be wrong about it: paths into plain values, numbers too large, texts for numbers. */
const keys = [
  ...['own', 'other', 'model', 'max_tokens', 'timeout', 'debug', 'capabilities', 'process'],
  ...['/own/x', '/own/0', '/variables/v', '/retry/max_attempts', '/own/-'],
];

type Written = Exclude<ConstantValue, { kind: 'String' }> | { readonly text: string };

const values: fc.Arbitrary<Written> = fc.constantFrom<Written>(
  ...['', 'a', '5', '5000000000', '[]', 'hierarchical'].map((text) => ({ text })),
  ...[0, 1, 2, -1, 0.5, 5e9].map((value): Written => ({ kind: 'Number', value })),
  { kind: 'Bool', value: true },
  { kind: 'Bool', value: false },
  { kind: 'Null' },
  { kind: 'Duration', value: { value: 5, unit: 'Minutes' } },
  { kind: 'Stack' },
);

interface Line {
  /** A property's key, or a capability. */
  readonly key: string;
  readonly value?: Written;
  /** Of the block's own entity, or of the one before it. */
  readonly ofPrevious: boolean;
}

const line: fc.Arbitrary<Line> = fc.record(
  {
    key: fc.oneof(fc.constantFrom('own', 'other'), fc.constantFrom(...keys)),
    value: values,
    ofPrevious: fc.nat(9).map((number) => number === 0),
  },
  { requiredKeys: ['key', 'ofPrevious'] },
);

/** Some lines, many of them said again at once or soon. */
const lines = fc.array(fc.tuple(line, fc.nat(3), fc.option(values)), { maxLength: 8 }).map((all) =>
  all.flatMap(([each, times, again]) => {
    const other = again === null ? each : { ...each, value: again };
    return times === 0 ? [each] : [each, other];
  }),
);

const kinds: readonly EntityKind[] = ['agent', 'context', 'crew', 'project', 'memory', 'plugin'];

/** Declarations as only another compiler would write them: properties and capabilities twice. */
export const randomDeclarations: fc.Arbitrary<Module> = fc
  .array(fc.tuple(fc.constantFrom(...kinds), lines), { minLength: 1, maxLength: 3 })
  .map(moduleOf);

function moduleOf(entities: readonly (readonly [EntityKind, readonly Line[]])[]): Module {
  const pool = new StringPool();
  const code: Instruction[] = [];
  const blocks: Block[] = [];
  const ids = new Map(entities.map(([kind], index) => [index + 1, kind]));
  entities.forEach(([kind, body], index) => {
    const id = index + 1;
    const start = code.length;
    code.push(declare(pool, kind, id));
    for (const each of body) {
      code.push(...instructionsOf(pool, each, each.ofPrevious ? Math.max(1, id - 1) : id, ids));
    }
    blocks.push({ entity: id, kind, name: `e${id}`, start, end: code.length });
  });
  const symbols = <Symbol>(kind: EntityKind, symbol: (id: number) => Symbol) =>
    new Map([...ids].flatMap(([id, each]) => (each === kind ? [[id, symbol(id)] as const] : [])));
  const nameIndex = pool.intern('name');
  const named = (id: number) => ({ id, nameIndex });
  const agent = (id: number) => ({
    ...named(id),
    ...{ modelIndex: nameIndex, roleIndex: nameIndex, capabilities: [] },
  });
  const context = (id: number) => ({
    ...named(id),
    ...{ environmentIndex: nameIndex, debug: false, secrets: new Map() },
  });
  const crew = (id: number) => ({
    ...named(id),
    ...{ agentIds: [], process: 'Sequential' as const },
  });
  return {
    version: 1,
    metadata: { compilerVersion: '1.0.0' },
    symbols: {
      agents: symbols('agent', agent),
      workflows: new Map(),
      contexts: symbols('context', context),
      crews: symbols('crew', crew),
      nextId: ids.size + 1,
    },
    code,
    declarationsEnd: code.length,
    functions: [],
    strings: pool.strings,
    constants: [],
    blocks,
    cells: [...ids.keys()].map((entity) => ({
      ...{ address: 15 + entity, kind: 'entity', entity, name: `e${entity}` },
    })),
    heapBase: 256,
  };
}

function declare(pool: StringPool, kind: EntityKind, id: number): Instruction {
  switch (kind) {
    case 'agent':
      return { op: 'DeclareAgent', id };
    case 'context':
      return { op: 'DeclareContext', id };
    case 'crew':
      return { op: 'DeclareCrew', id };
    default:
      return {
        op: 'SetMetadata',
        keyIndex: pool.intern(`decl/${id}`),
        valueIndex: pool.intern(`${kind}:e${id}`),
      };
  }
}

function instructionsOf(
  pool: StringPool,
  { key, value }: Line,
  target: number,
  ids: ReadonlyMap<number, EntityKind>,
): Instruction[] {
  if (value === undefined) {
    const isAgent = ids.get(target) === 'agent';
    const capabilityIndex = pool.intern(key);
    return isAgent ? [{ op: 'SetCapability', agent: target, capabilityIndex }] : [];
  }
  const keyIndex = pool.intern(key);
  if ('text' in value) {
    const index = pool.intern(value.text);
    return [{ op: 'SetProperty', target, keyIndex, value: { kind: 'String', index } }];
  }
  const set: Instruction = { op: 'SetProperty', target, keyIndex, value };
  if (value.kind !== 'Stack') return [set];
  return [{ op: 'ResolveReference', kind: 'Environment', index: pool.intern('GONE') }, set];
}
