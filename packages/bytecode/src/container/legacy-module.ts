import { FormatError } from '../encoding/format-error.js';
import type { ConstantValue, Instruction } from '../instructions.js';
import type { AgentSymbol, Block, EntityKind, Module, StaticCell } from '../module.js';
import { StringPool } from '../string-pool.js';
import type { HelixBinary } from './helix-binary.js';
import type { Opcode } from './opcode-codec.js';

const firstCell = 16;
const heapAlignment = 256;
/** What is made of an entity takes a hundred times the bytes that name it in a file. */
const entitiesMax = 500_000;

interface Entity {
  readonly id: number;
  readonly kind: 'agent' | 'workflow' | 'context' | 'crew';
  readonly name: string;
}

/**
 * The module of a file that has only opcodes and symbols.
 *
 * `InvokeAgent`, `InvokeCrew` and `Pipeline` stood for declarations there, and declare an agent, a
 * crew and a workflow again, in their order; entities that only the symbols name (the opcode of a
 * workflow was `Nop`) are declared behind them by rising id. An agent gets the properties of its
 * symbol. Steps, pipelines and the other opcodes are lost: a workflow has no steps.
 */
export function legacyModule(
  container: HelixBinary,
  opcodes: readonly Opcode[],
  agents: ReadonlyMap<number, AgentSymbol>,
): { readonly module: Module; readonly warnings: readonly string[] } {
  const pool = new StringPool();
  const strings = new Strings(container.symbols.strings, pool);
  const entities = inOrder(entitiesOf(container, agents, strings), opcodes);
  const symbols = new Map(
    entities
      .filter(({ kind }) => kind === 'agent')
      .map(({ id, name }) => [id, agentSymbol(id, name, agents.get(id), strings)]),
  );
  const code: Instruction[] = [];
  const blocks: Block[] = [];
  for (const entity of entities) {
    const start = code.length;
    code.push(declaration(entity));
    const agent = symbols.get(entity.id);
    if (agent !== undefined) code.push(...propertiesOf(agent, agents.get(entity.id), strings));
    const { id, kind, name } = entity;
    blocks.push({ entity: id, kind, name, start, end: code.length });
  }
  const named = <T>(kind: EntityKind, make: (id: number, nameIndex: number) => T) =>
    new Map(
      entities
        .filter((entity) => entity.kind === kind)
        .map(({ id, name }) => [id, make(id, pool.intern(name))] as const),
    );
  const cells = entities.map(
    ({ id, kind, name }, index): StaticCell => ({
      ...{ address: firstCell + index, kind: 'entity', entity: id },
      name: `${kind} ${JSON.stringify(name)}`,
    }),
  );
  const empty = pool.intern('');
  const { sourcePath, compilerVersion } = container.metadata;
  const module: Module = {
    version: 1,
    metadata: { ...(sourcePath !== undefined && { sourceFile: sourcePath }), compilerVersion },
    symbols: {
      agents: symbols,
      workflows: named('workflow', (id, nameIndex) => ({
        ...{ id, nameIndex, trigger: { kind: 'Manual' }, steps: [] },
      })),
      contexts: named('context', (id, nameIndex) => ({
        ...{ id, nameIndex, environmentIndex: empty, debug: false, secrets: new Map() },
      })),
      crews: named('crew', (id, nameIndex) => ({
        ...{ id, nameIndex, agentIds: [], process: 'Sequential' },
      })),
      nextId: entities.reduce((next, { id }) => Math.max(next, id + 1), 1),
    },
    ...{ code, declarationsEnd: code.length, functions: [], constants: [], blocks, cells },
    strings: pool.strings,
    heapBase: Math.ceil((firstCell + cells.length) / heapAlignment) * heapAlignment,
  };
  return { module, warnings: [lossy(opcodes)] };
}

/** The strings of the file, checked, and those that a module needs besides. */
class Strings {
  constructor(
    private readonly stored: readonly string[],
    readonly pool: StringPool,
  ) {
    for (const text of stored) pool.intern(text);
  }

  text(index: number): string {
    const text = this.stored[index];
    if (text !== undefined) return text;
    const most = this.stored.length - 1;
    throw new FormatError(0, `expected a string from 0 to ${most} in the symbols, found ${index}`);
  }

  index(stored: number): number {
    return this.pool.intern(this.text(stored));
  }
}

function entitiesOf(
  { symbols }: HelixBinary,
  agents: ReadonlyMap<number, AgentSymbol>,
  strings: Strings,
): Map<number, Entity> {
  const entities = new Map<number, Entity>();
  const add = (id: number, kind: Entity['kind'], name: string): void => {
    const known = entities.get(id);
    if (known !== undefined && known.kind !== kind) {
      throw new FormatError(0, `expected one entity ${id}, found a ${known.kind} and a ${kind}`);
    }
    if (known === undefined) entities.set(id, { id, kind, name });
  };
  for (const [id, { nameIndex }] of agents) add(id, 'agent', strings.text(nameIndex));
  for (const [name, id] of symbols.agents) add(id, 'agent', name);
  for (const [name, id] of symbols.workflows) add(id, 'workflow', name);
  for (const [name, id] of symbols.contexts) add(id, 'context', name);
  for (const [name, id] of symbols.crews) add(id, 'crew', name);
  return entities;
}

function inOrder(entities: Map<number, Entity>, opcodes: readonly Opcode[]): Entity[] {
  const kinds = { InvokeAgent: 'agent', InvokeCrew: 'crew', Pipeline: 'workflow' } as const;
  const ordered = new Map<number, Entity>();
  for (const { op, operand: id } of opcodes) {
    if (id === undefined || !(op in kinds)) continue;
    const kind = kinds[op as keyof typeof kinds];
    ordered.set(id, ordered.get(id) ?? entities.get(id) ?? { id, kind, name: `${kind}-${id}` });
  }
  for (const entity of [...entities.values()].sort((a, b) => a.id - b.id)) {
    if (!ordered.has(entity.id)) ordered.set(entity.id, entity);
  }
  if (ordered.size > entitiesMax) {
    throw new FormatError(0, `expected at most ${entitiesMax} entities, found ${ordered.size}`);
  }
  return [...ordered.values()];
}

function declaration({ kind, id }: Entity): Instruction {
  switch (kind) {
    case 'agent':
      return { op: 'DeclareAgent', id };
    case 'workflow':
      return { op: 'DeclareWorkflow', id };
    case 'context':
      return { op: 'DeclareContext', id };
    case 'crew':
      return { op: 'DeclareCrew', id };
  }
}

function agentSymbol(
  id: number,
  name: string,
  stored: AgentSymbol | undefined,
  strings: Strings,
): AgentSymbol {
  const nameIndex = strings.pool.intern(name);
  const empty = strings.pool.intern('');
  if (stored === undefined) {
    return { id, nameIndex, modelIndex: empty, roleIndex: empty, capabilities: [] };
  }
  const { backstoryIndex } = stored;
  return {
    ...{ ...stored, id, nameIndex },
    modelIndex: strings.index(stored.modelIndex),
    roleIndex: strings.index(stored.roleIndex),
    capabilities: stored.capabilities.map((index) => strings.index(index)),
    ...(backstoryIndex !== undefined && { backstoryIndex: strings.index(backstoryIndex) }),
  };
}

function propertiesOf(
  agent: AgentSymbol,
  stored: AgentSymbol | undefined,
  { pool }: Strings,
): Instruction[] {
  if (stored === undefined) return [];
  const text = (index: number | undefined): ConstantValue | undefined =>
    index === undefined ? undefined : { kind: 'String', index };
  const number = (value: number | undefined): ConstantValue | undefined =>
    value === undefined ? undefined : { kind: 'Number', value };
  const set = (key: string, value: ConstantValue | undefined): Instruction[] =>
    value === undefined
      ? []
      : [{ op: 'SetProperty', target: agent.id, keyIndex: pool.intern(key), value }];
  return [
    ...set('model', text(agent.modelIndex)),
    ...set('role', text(agent.roleIndex)),
    ...set('temperature', number(shortest(agent.temperature))),
    ...set('max_tokens', number(agent.maxTokens)),
    ...set('backstory', text(agent.backstoryIndex)),
    ...agent.capabilities.map(
      (capabilityIndex): Instruction => ({ op: 'SetCapability', agent: agent.id, capabilityIndex }),
    ),
  ];
}

function lossy(opcodes: readonly Opcode[]): string {
  const lost = opcodes.filter(({ op }) => !['InvokeAgent', 'InvokeCrew', 'Pipeline'].includes(op));
  return (
    'the file has no section mso.module: steps, pipelines, triggers, members of crews, secrets ' +
    `and sources are missing, and ${lost.length} of ${opcodes.length} instructions say nothing`
  );
}

/** The shortest number that is the same in 32 bits: 0.7, where the file has 0.699999988. */
function shortest(value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
