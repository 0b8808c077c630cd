import type { EntityKind } from '@mso/bytecode';
import type { Entity, Model, StepModel } from '@mso/language';

/**
 * The numbers of everything a program declares.
 *
 * They are given out before any code is written, in source order and a workflow before its steps,
 * so that a use may come before the declaration it names (rules L1 and L4).
 */
export interface Ids {
  readonly next: number;
  entity(entity: Entity): number;
  step(step: StepModel): number;
  /** The agent of that name, for the places where only agents may stand. */
  agentNamed(name: string): number | undefined;
  /** The agent of that name, else the crew. */
  workerNamed(name: string): number | undefined;
}

export function assignIds(model: Model): Ids {
  let next = 1;
  const entities = new Map<Entity, number>();
  const steps = new Map<StepModel, number>();
  for (const entity of model.entities) {
    entities.set(entity, next++);
    for (const step of stepsOf(entity)) steps.set(step, next++);
  }
  const agents = new Map(model.agents.map((agent) => [agent.name, entities.get(agent)]));
  const crews = new Map(model.crews.map((crew) => [crew.name, entities.get(crew)]));
  return {
    next,
    entity: (entity) => known(entities.get(entity)),
    step: (step) => known(steps.get(step)),
    agentNamed: (name) => agents.get(name),
    workerNamed: (name) => agents.get(name) ?? crews.get(name),
  };
}

/** The steps of a workflow or the stages of a pipeline; none for other entities. */
export function stepsOf(entity: Entity): readonly StepModel[] {
  if ('steps' in entity) return (entity as Entity & { steps: readonly StepModel[] }).steps;
  if ('stages' in entity) return (entity as Entity & { stages: readonly StepModel[] }).stages;
  return [];
}

/** What a person calls an entity, as the owner of a memory cell or the head of a frame. */
export function describeEntity(kind: EntityKind, name: string): string {
  return `${kind} ${JSON.stringify(name)}`;
}

function known(id: number | undefined): number {
  if (id === undefined) throw new Error('an entity of another model');
  return id;
}
