import type { EntityKind, Module, PipelineNode, StepDefinition } from '@mso/bytecode';
import type { Snapshot } from '../journal/snapshot.js';
import { Entity } from '../values/value.js';
import type { Memory } from './memory.js';
import { Fault } from './runtime-error.js';

/**
 * What the program has declared so far: entities by id, in the order of their declaration, with
 * the definitions and pipelines that wait for the link.
 */
export class Declarations {
  readonly stepDefinitions = new Map<number, StepDefinition>();
  readonly pipelines = new Map<number, readonly PipelineNode[]>();
  readonly metadata = new Map<string, string>();
  private readonly entities = new Map<number, Entity>();
  private readonly byKind = new Map<EntityKind, Entity[]>();
  private readonly byName = new Map<EntityKind, Map<string, Entity>>();
  private readonly byOwner = new Map<number, Entity[]>();
  private readonly entityCells = new Map<number, number>();
  private readonly variableCells = new Map<string, number>();

  constructor(
    readonly module: Module,
    private readonly memory: Memory,
  ) {
    for (const cell of module.cells) {
      if (cell.kind === 'entity') this.entityCells.set(cell.entity, cell.address);
      else if (cell.kind === 'variable')
        this.variableCells.set(`${cell.entity}/${cell.key ?? ''}`, cell.address);
    }
  }

  keep(snapshot: Snapshot): void {
    const { stepDefinitions, pipelines, metadata, entities, byName } = this;
    const maps: Map<unknown, unknown>[] = [stepDefinitions, pipelines, metadata, entities, byName];
    maps.push(...byName.values());
    for (const map of [...maps, this.entityCells, this.variableCells]) snapshot.map(map);
    for (const lists of [this.byKind, this.byOwner]) {
      snapshot.map(lists);
      for (const list of lists.values()) snapshot.list(list);
    }
    snapshot.values(this.entities.values());
  }

  /** Creates an entity in its cell. A second one of the same id is an InvalidInstruction. */
  declare(id: number, kind: EntityKind, name: string, owner?: number): Entity {
    if (this.entities.has(id)) {
      throw new Fault('InvalidInstruction', `entity #${id} is declared a second time`);
    }
    const entity = new Entity(id, kind, name, owner);
    this.memory.store(this.cellOf(id), entity);
    this.entities.set(id, entity);
    append(this.byKind, kind, entity);
    if (owner === undefined) this.nameIt(kind, name, entity);
    else append(this.byOwner, owner, entity);
    return entity;
  }

  get(id: number): Entity | undefined {
    return this.entities.get(id);
  }

  /** The entity of an id, which must have been declared, as a certain kind if one is given. */
  require(id: number, kind?: EntityKind): Entity {
    const entity = this.entities.get(id);
    if (entity === undefined) {
      throw new Fault('ResourceNotFound', `there is no entity #${id}`);
    }
    if (kind !== undefined && entity.kind !== kind) {
      const problem = `entity #${id} is ${withArticle(entity.kind)}, not ${withArticle(kind)}`;
      throw new Fault('InvalidInstruction', problem);
    }
    return entity;
  }

  ofKind(kind: EntityKind): readonly Entity[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The entity of a name; of several the last one. Steps have names within their workflow only. */
  named(kind: Exclude<EntityKind, 'step'>, name: string): Entity | undefined {
    return this.byName.get(kind)?.get(name);
  }

  private nameIt(kind: EntityKind, name: string, entity: Entity): void {
    const known = this.byName.get(kind);
    if (known) known.set(name, entity);
    else this.byName.set(kind, new Map([[name, entity]]));
  }

  /** The steps of a workflow or the stages of a pipeline, in the order of their definition. */
  stepsOf(owner: number): readonly Entity[] {
    return this.byOwner.get(owner) ?? [];
  }

  /** The cell of an entity; one that the module gave none gets the next free one. */
  cellOf(id: number): number {
    const known = this.entityCells.get(id);
    if (known !== undefined) return known;
    const address = this.memory.reserve();
    this.entityCells.set(id, address);
    return address;
  }

  /** The cell of a context's variable, made in the same way. */
  variableCell(context: number, key: string): number {
    const name = `${context}/${key}`;
    const known = this.variableCells.get(name);
    if (known !== undefined) return known;
    const address = this.memory.reserve();
    this.variableCells.set(name, address);
    return address;
  }
}

function append<Key>(lists: Map<Key, Entity[]>, key: Key, entity: Entity): void {
  const list = lists.get(key);
  if (list) list.push(entity);
  else lists.set(key, [entity]);
}

function withArticle(kind: EntityKind): string {
  return kind === 'agent' ? 'an agent' : `a ${kind}`;
}
