import type { EntityKind, Module, PipelineNode, StepDefinition } from '@mso/bytecode';
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
  private readonly entityCells = new Map<number, number>();
  private readonly variableCells = new Map<string, number>();
  private nextFreeCell: number;

  constructor(
    readonly module: Module,
    private readonly memory: Memory,
  ) {
    for (const cell of module.cells) {
      if (cell.kind === 'entity') this.entityCells.set(cell.entity, cell.address);
      else this.variableCells.set(`${cell.entity}/${cell.key ?? ''}`, cell.address);
    }
    this.nextFreeCell = module.heapBase;
  }

  /** Creates an entity in its cell. A second one of the same id is an InvalidInstruction. */
  declare(id: number, kind: EntityKind, name: string, owner?: number): Entity {
    if (this.entities.has(id)) {
      throw new Fault('InvalidInstruction', `entity #${id} is declared a second time`);
    }
    const entity = new Entity(id, kind, name, owner);
    this.memory.store(this.cellOf(id), entity);
    this.entities.set(id, entity);
    return entity;
  }

  get(id: number): Entity | undefined {
    return this.entities.get(id);
  }

  /** The entity of an id, which must have been declared. */
  require(id: number): Entity {
    const entity = this.entities.get(id);
    if (entity === undefined) {
      throw new Fault('ResourceNotFound', `there is no entity #${id}`);
    }
    return entity;
  }

  all(): IterableIterator<Entity> {
    return this.entities.values();
  }

  ofKind(kind: EntityKind): Entity[] {
    return [...this.entities.values()].filter((entity) => entity.kind === kind);
  }

  named(kind: EntityKind, name: string): Entity | undefined {
    return this.ofKind(kind).find((entity) => entity.name === name);
  }

  /** The steps of a workflow or the stages of a pipeline, in the order of their definition. */
  stepsOf(owner: number): Entity[] {
    return this.ofKind('step').filter((step) => step.owner === owner);
  }

  /** The cell of an entity; one that the module gave none gets the next free one. */
  cellOf(id: number): number {
    const known = this.entityCells.get(id);
    if (known !== undefined) return known;
    const address = this.nextFreeCell++;
    this.entityCells.set(id, address);
    return address;
  }

  /** The cell of a context's variable, made in the same way. */
  variableCell(context: number, key: string): number {
    const name = `${context}/${key}`;
    const known = this.variableCells.get(name);
    if (known !== undefined) return known;
    const address = this.nextFreeCell++;
    this.variableCells.set(name, address);
    return address;
  }
}
