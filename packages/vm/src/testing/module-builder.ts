import {
  type AgentSymbol,
  type Block,
  type CodeFunction,
  type ConstantValue,
  type ContextSymbol,
  type CrewSymbol,
  type EntityKind,
  encodePath,
  type Instruction,
  type Module,
  type ModuleFunction,
  mapEntries,
  type PipelineNode,
  type SecretSource,
  type StaticCell,
  type StepDefinition,
  StringPool,
  type WorkflowSymbol,
} from '@mso/bytecode';

/** What a test writes for a constant; `stack` is the operand that pops. */
export type Operand = string | number | boolean | null | ConstantValue;

export const stack: ConstantValue = { kind: 'Stack' };

/**
 * Modules made by hand, instruction by instruction: what no compiler would write is possible.
 *
 * Ids and cells are given out in the order of the declarations, cells from 16 on.
 */
export class ModuleBuilder {
  readonly strings = new StringPool();
  readonly constants: ConstantValue[] = [];
  private readonly functions: ModuleFunction[] = [];
  private readonly bodies: Instruction[][] = [];
  private readonly code: Instruction[] = [];
  private readonly blocks: Block[] = [];
  private readonly cells: StaticCell[] = [];
  private readonly agents = new Map<number, AgentSymbol>();
  private readonly workflows = new Map<number, WorkflowSymbol>();
  private readonly contexts = new Map<number, ContextSymbol>();
  private readonly crews = new Map<number, CrewSymbol>();
  private nextId = 1;

  text(text: string): number {
    return this.strings.intern(text);
  }

  emit(...instructions: Instruction[]): this {
    this.code.push(...instructions);
    return this;
  }

  agent(name: string, body: (id: number) => void = () => {}): number {
    const id = this.nextId++;
    const nameIndex = this.text(name);
    this.agents.set(id, { id, nameIndex, modelIndex: 0, roleIndex: 0, capabilities: [] });
    return this.block('agent', id, name, { op: 'DeclareAgent', id }, body);
  }

  workflow(name: string, body: (id: number) => void = () => {}): number {
    const id = this.nextId++;
    const trigger = { kind: 'Manual' } as const;
    this.workflows.set(id, { id, nameIndex: this.text(name), trigger, steps: [] });
    return this.block('workflow', id, name, { op: 'DeclareWorkflow', id }, body);
  }

  context(name: string, body: (id: number) => void = () => {}): number {
    const id = this.nextId++;
    const nameIndex = this.text(name);
    const secrets = new Map<number, SecretSource>();
    this.contexts.set(id, { id, nameIndex, environmentIndex: 0, debug: false, secrets });
    return this.block('context', id, name, { op: 'DeclareContext', id }, body);
  }

  crew(name: string, body: (id: number) => void = () => {}): number {
    const id = this.nextId++;
    this.crews.set(id, { id, nameIndex: this.text(name), agentIds: [], process: 'Sequential' });
    return this.block('crew', id, name, { op: 'DeclareCrew', id }, body);
  }

  /** An entity of a kind that SetMetadata declares. */
  other(kind: EntityKind, name: string, body: (id: number) => void = () => {}): number {
    const id = this.nextId++;
    const keyIndex = this.text(`decl/${id}`);
    const valueIndex = this.text(`${kind}:${name}`);
    return this.block(kind, id, name, { op: 'SetMetadata', keyIndex, valueIndex }, body);
  }

  step(
    owner: number,
    name: string,
    more: Partial<StepDefinition> = {},
    body: (id: number) => void = () => {},
  ): number {
    const id = more.id ?? this.nextId++;
    const nameIndex = this.text(name);
    const step: StepDefinition = { id, nameIndex, parallel: false, dependsOn: [], ...more };
    return this.block('step', id, name, { op: 'DefineStep', owner, step }, body);
  }

  set(target: number, path: string | readonly string[], value: Operand): this {
    const key = typeof path === 'string' ? path : encodePath(path);
    return this.setKey(target, this.text(key), value);
  }

  setKey(target: number, keyIndex: number, value: Operand): this {
    return this.emit({ op: 'SetProperty', target, keyIndex, value: this.constant(value) });
  }

  capability(agent: number, capability: string): this {
    return this.emit({ op: 'SetCapability', agent, capabilityIndex: this.text(capability) });
  }

  secret(context: number, key: string, kind: SecretSource['kind'], target: string): this {
    const secret = { kind, index: this.text(target) };
    return this.emit({ op: 'SetSecret', context, keyIndex: this.text(key), secret });
  }

  resolve(kind: 'Environment' | 'Memory' | 'Variable', name: string): this {
    return this.emit({ op: 'ResolveReference', kind, index: this.text(name) });
  }

  pipeline(workflow: number, nodes: PipelineNode[]): this {
    return this.emit({ op: 'DefinePipeline', workflow, nodes });
  }

  /** The entry of a condition that is the variable of that name. */
  condition(text: string): number {
    return this.function({ kind: 'expression', name: text }, (code) => {
      code.push({ op: 'ResolveReference', kind: 'Variable', index: this.text(text) });
      code.push({ op: 'Return' });
    });
  }

  /** A function whose code stands behind the declarations; the answer is its number. */
  function(
    head: { readonly kind: CodeFunction['kind']; readonly name: string } & Partial<CodeFunction>,
    write: (code: Instruction[]) => void,
  ): number {
    const code: Instruction[] = [];
    write(code);
    const made = { entity: 0, parameters: 0, locals: 0, start: 0, end: 0, ...head };
    this.bodies.push(code);
    return this.functions.push(made) - 1;
  }

  /** The number of a builtin function. */
  builtin(name: string, parameters: number): number {
    this.bodies.push([]);
    return this.functions.push({ kind: 'builtin', name, parameters }) - 1;
  }

  private placedFunctions(): { functions: ModuleFunction[]; code: Instruction[] } {
    const code = [...this.code];
    const functions = this.functions.map((each, index) => {
      if (each.kind === 'builtin') return each;
      const start = code.length;
      code.push(...(this.bodies[index] ?? []));
      return { ...each, start, end: code.length };
    });
    return { functions, code };
  }

  build(more: Partial<Module> = {}): Module {
    const { agents, workflows, contexts, crews, nextId } = this;
    const { functions, code } = this.placedFunctions();
    const module: Module = {
      version: 1,
      metadata: { sourceFile: '/programs/hand.mso', compilerVersion: '1.0.0' },
      symbols: { agents, workflows, contexts, crews, nextId },
      code,
      declarationsEnd: this.code.length,
      functions,
      strings: this.strings.strings,
      constants: this.constants,
      blocks: this.blocks,
      cells: this.cells,
      heapBase: 256 * Math.ceil((16 + this.cells.length) / 256),
      ...more,
    };
    if (functions.length === 0) return module;
    return mapEntries(module, (number) => {
      const found = functions[number];
      return found === undefined || found.kind === 'builtin' ? number : found.start;
    });
  }

  private block(
    kind: EntityKind,
    entity: number,
    name: string,
    instruction: Instruction,
    body: (id: number) => void,
  ): number {
    const start = this.code.length;
    const index = this.blocks.length;
    const block = { entity, kind, name, start };
    this.blocks.push({ ...block, end: start + 1 });
    this.cells.push({ address: 16 + this.cells.length, kind: 'entity', entity, name });
    this.emit(instruction);
    body(entity);
    this.blocks[index] = { ...block, end: this.code.length };
    return entity;
  }

  private constant(value: Operand): ConstantValue {
    if (value === null) return { kind: 'Null' };
    switch (typeof value) {
      case 'string':
        return { kind: 'String', index: this.text(value) };
      case 'number':
        return { kind: 'Number', value };
      case 'boolean':
        return { kind: 'Bool', value };
      default:
        return value;
    }
  }
}

/** The module that a function builds. */
export function moduleOf(build: (builder: ModuleBuilder) => void): Module {
  const builder = new ModuleBuilder();
  build(builder);
  return builder.build();
}
