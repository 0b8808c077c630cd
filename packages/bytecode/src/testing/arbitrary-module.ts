import fc from 'fast-check';
import { operandMembers } from '../assembly/operand-members.js';
import type { OperandKind } from '../instruction-info.js';
import type { Instruction } from '../instructions.js';
import { entityKinds, type Module } from '../module.js';
import { instructionTable, opOfTag } from '../opcodes.js';

const u32 = fc.oneof(fc.nat(12), fc.nat(0xffff_ffff));
const float = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, Number.NaN, 1e300));
const text = fc.oneof(
  fc.constantFrom('', 'a', 'a "b"\n\t\\c', '; no comment', 's1', '\ud800 lone', '${x}', '#1'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** All members are there. */
const object = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { noNullPrototype: true });

/** Members of which some may be absent. */
function record<T>(shape: { [K in keyof T]-?: fc.Arbitrary<T[K]> }, optional: readonly string[]) {
  const keys = Object.keys(shape);
  const requiredKeys = keys.filter((key) => !optional.includes(key));
  return fc.record(shape as never, { requiredKeys: requiredKeys as never, noNullPrototype: true });
}

const duration = object({
  value: float,
  unit: fc.constantFrom('Seconds', 'Minutes', 'Hours', 'Days'),
});
const ids = fc.array(u32, { maxLength: 3 });
const secret = object({ kind: fc.constantFrom('Environment', 'Vault', 'File'), index: u32 });

const plain = [
  object({ kind: fc.constant('String'), index: u32 }),
  object({ kind: fc.constant('Number'), value: float }),
  object({ kind: fc.constant('Bool'), value: fc.boolean() }),
  object({ kind: fc.constant('Duration'), value: duration }),
  object({ kind: fc.constant('Null') }),
];
const constant = fc.oneof(...plain, object({ kind: fc.constant('Stack') }));

const { pushed, node } = fc.letrec((tie) => ({
  pushed: fc.oneof(
    { maxDepth: 3 },
    ...plain,
    object({ kind: fc.constant('Reference'), address: u32 }),
    object({ kind: fc.constant('Array'), items: fc.array(tie('pushed'), { maxLength: 3 }) }),
    object({
      kind: fc.constant('Object'),
      entries: fc.array(object({ keyIndex: u32, value: tie('pushed') }), { maxLength: 3 }),
    }),
  ),
  nodes: fc.array(tie('node'), { maxLength: 3 }),
  node: fc.oneof(
    { maxDepth: 3 },
    object({ kind: fc.constant('Step'), id: u32 }),
    object({ kind: fc.constant('Parallel'), nodes: tie('nodes') }),
    record(
      {
        kind: fc.constant('Conditional'),
        condition: u32,
        thenBranch: tie('nodes'),
        elseBranch: tie('nodes'),
      },
      ['elseBranch'],
    ),
  ),
}));

const step = record(
  {
    ...{ id: u32, nameIndex: u32, agentId: u32, crewIds: ids, taskIndex: u32, timeout: duration },
    ...{ parallel: fc.boolean(), dependsOn: ids, entry: u32 },
    retry: object({
      ...{ maxAttempts: float, delay: duration },
      backoff: fc.constantFrom('Fixed', 'Linear', 'Exponential'),
    }),
  },
  ['agentId', 'crewIds', 'taskIndex', 'timeout', 'retry', 'entry'],
);

function operand(kind: OperandKind): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'value':
      return constant;
    case 'constant':
      return pushed;
    case 'secret':
      return secret;
    case 'step':
      return step;
    case 'nodes':
      return fc.array(node, { maxLength: 3 });
    case 'referenceKind':
      return fc.constantFrom('Environment', 'Memory', 'Variable');
    case 'offset':
      return fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer());
    default:
      return u32;
  }
}

const instruction = fc.oneof(
  ...opOfTag.map((op) => {
    const names = operandMembers(op);
    const members = instructionTable[op].operands.map(
      (kind, index) => [names[index] ?? 'operand', operand(kind)] as const,
    );
    return object({ op: fc.constant(op), ...Object.fromEntries(members) });
  }),
) as unknown as fc.Arbitrary<Instruction>;

const tableOf = (symbol: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(u32, symbol), { maxLength: 3 }).map((entries) => new Map(entries));

const symbols = object({
  agents: tableOf(
    record(
      {
        ...{ id: u32, nameIndex: u32, modelIndex: u32, roleIndex: u32, temperature: float },
        ...{ maxTokens: float, capabilities: ids, backstoryIndex: u32 },
      },
      ['temperature', 'maxTokens', 'backstoryIndex'],
    ),
  ),
  workflows: tableOf(
    record(
      {
        ...{ id: u32, nameIndex: u32, steps: ids, pipeline: ids, entry: u32 },
        trigger: record(
          {
            kind: fc.constantFrom('Manual', 'Schedule', 'Webhook', 'Event', 'FileWatch'),
            argumentIndex: u32,
          },
          ['argumentIndex'],
        ),
      },
      ['pipeline', 'entry'],
    ),
  ),
  contexts: tableOf(
    record(
      {
        ...{ id: u32, nameIndex: u32, environmentIndex: u32, debug: fc.boolean() },
        ...{ maxTokens: float, secrets: tableOf(secret) },
      },
      ['maxTokens'],
    ),
  ),
  crews: tableOf(
    record(
      {
        ...{ id: u32, nameIndex: u32, agentIds: ids, managerId: u32 },
        process: fc.constantFrom('Sequential', 'Hierarchical', 'Parallel', 'Consensus'),
      },
      ['managerId'],
    ),
  ),
  nextId: u32,
});

const tables = object({
  strings: fc.array(text, { maxLength: 8 }),
  constants: fc.array(constant, { maxLength: 3 }),
  functions: fc.array(
    fc.oneof(
      object({ kind: fc.constant('builtin'), name: text, parameters: u32 }),
      object({
        kind: fc.constantFrom('workflow', 'step', 'attempt', 'expression'),
        ...{ name: text, entity: u32, start: u32, end: u32, parameters: u32, locals: u32 },
      }),
    ),
    { maxLength: 3 },
  ),
  blocks: fc.array(
    object({
      ...{ entity: u32, kind: fc.constantFrom(...entityKinds), name: text, start: u32, end: u32 },
    }),
    { maxLength: 3 },
  ),
  cells: fc.array(
    record(
      {
        ...{ address: u32, entity: u32, name: text, key: text },
        kind: fc.constantFrom('entity', 'variable', 'output', 'memory'),
      },
      ['key'],
    ),
    { maxLength: 3 },
  ),
  declarationsEnd: u32,
  heapBase: u32,
});

const debugOf = (instructions: number) =>
  object({
    sources: fc.array(object({ path: text, text }), { maxLength: 2 }),
    table: fc
      .tuple(...Array.from({ length: instructions * 6 }, () => fc.integer({ min: -9, max: 99 })))
      .map((numbers) => Int32Array.from(numbers as number[])),
    localNames: fc
      .array(fc.tuple(u32, fc.array(text, { maxLength: 2 })), { maxLength: 2 })
      .map((entries) => new Map(entries)),
  });

/** Modules as a decoder may find them: nothing in them need make sense. */
export const arbitraryModule: fc.Arbitrary<Module> = fc
  .tuple(fc.array(instruction, { maxLength: 12 }), symbols, tables, fc.boolean(), text)
  .chain(([code, symbolTable, rest, hasDebug, version]) =>
    (hasDebug ? debugOf(code.length) : fc.constant(undefined)).map(
      (debug) =>
        ({
          ...{ version: 1, metadata: { compilerVersion: version }, symbols: symbolTable, code },
          ...rest,
          ...(debug && { debug }),
        }) as unknown as Module,
    ),
  );
