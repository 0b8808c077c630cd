import type { CrewModel, Entity, Model, PipelineModel, WorkflowModel } from '../model/model.js';
import { blocksOf } from './blocks.js';
import type { Part } from './context.js';

/** Visits the declarations of a program in their order. */
export function visitParts({ entities }: Model, visit: (part: Part) => void): void {
  for (const entity of entities) visit(partOf(entity));
}

function partOf(entity: Entity): Part {
  const { declaration } = entity;
  return {
    declaration,
    blocks: blocksOf(declaration),
    workflow: isWorkflow(entity) ? entity : undefined,
    pipeline: isPipeline(entity) ? entity : undefined,
    crew: isCrew(entity) ? entity : undefined,
  };
}

// What a declaration is read as follows from its keyword.

function isWorkflow(entity: Entity): entity is WorkflowModel {
  return entity.declaration.keyword === 'workflow';
}

function isPipeline(entity: Entity): entity is PipelineModel {
  return entity.declaration.keyword === 'pipeline';
}

function isCrew(entity: Entity): entity is CrewModel {
  return entity.declaration.keyword === 'crew';
}
