import type { EntityKind, Module } from '@mso/bytecode';
import type { ContextModel, Entity, Model, SourceFile, SourceSet } from '@mso/language';
import { Emitter } from './emitter.js';
import {
  contextVariables,
  emitAgent,
  emitContext,
  emitCrew,
  emitDeclaration,
  emitPlain,
} from './entities.js';
import { assignIds, describeEntity, type Ids, stepsOf } from './ids.js';
import { buildSymbols } from './symbols.js';
import { emitTopPipeline, emitWorkflow } from './workflows.js';

/** Written into every module. */
const compilerVersion = '1.0.0';

/**
 * Turns a program without errors into a module (the rules L1 to L14, each with a test of its name).
 *
 * Two passes: the first numbers every declaration and gives it a cell, the second emits code in
 * source order. Several files are one text here, and only the emitter tells them apart.
 */
export function lower(sources: SourceSet, model: Model): Module {
  const emitter = new Emitter(sources);
  const ids = assignIds(model);
  const contexts = new Map<Entity, ContextModel>(model.contexts.map((each) => [each, each]));
  for (const entity of model.entities) {
    reserveCells(emitter, ids, entity);
    const context = contexts.get(entity);
    if (context) reserveVariables(emitter, ids, context);
  }
  const bodies = bodiesOf(emitter, ids, sources.whole, model);
  for (const entity of model.entities) {
    const body = bodies.get(entity) ?? (() => emitPlain(emitter, ids, entity));
    emitDeclaration(emitter, entity, ids.entity(entity), body);
  }
  return emitter.build(buildSymbols(emitter, ids, model), compilerVersion);
}

/** What emits the block of each entity whose properties need more than being set. */
function bodiesOf(
  emitter: Emitter,
  ids: Ids,
  file: SourceFile,
  model: Model,
): ReadonlyMap<Entity, () => void> {
  return new Map<Entity, () => void>([
    ...model.agents.map((agent) => [agent, () => emitAgent(emitter, ids, agent)] as const),
    ...model.workflows.map(
      (workflow) => [workflow, () => emitWorkflow(emitter, ids, file, workflow)] as const,
    ),
    ...model.contexts.map(
      (context) => [context, () => emitContext(emitter, ids, context)] as const,
    ),
    ...model.crews.map((crew) => [crew, () => emitCrew(emitter, ids, crew)] as const),
    ...model.pipelines.map(
      (pipeline) => [pipeline, () => emitTopPipeline(emitter, ids, file, pipeline)] as const,
    ),
  ]);
}

function reserveCells(emitter: Emitter, ids: Ids, entity: Entity): void {
  const kind: EntityKind = entity.declaration.keyword;
  const id = ids.entity(entity);
  const name = describeEntity(kind, entity.name);
  emitter.cell({ kind: 'entity', entity: id, name });
  for (const step of stepsOf(entity)) {
    emitter.cell({
      kind: 'entity',
      entity: ids.step(step),
      name: describeEntity('step', step.name.text),
    });
  }
}

function reserveVariables(emitter: Emitter, ids: Ids, context: ContextModel): void {
  const entity = ids.entity(context);
  for (const { key } of contextVariables(context)) {
    const name = `${describeEntity('context', context.name)}.${key.text}`;
    emitter.cell({ kind: 'variable', entity, name, key: key.text });
  }
}
