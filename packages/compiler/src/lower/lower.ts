import type { EntityKind, Module } from '@mso/bytecode';
import type {
  ContextModel,
  Entity,
  Expression,
  Model,
  SourceFile,
  SourceSet,
  Span,
  WorkflowModel,
} from '@mso/language';
import { Emitter } from './emitter.js';
import {
  contextVariables,
  emitAgent,
  emitContext,
  emitCrew,
  emitDeclaration,
  emitPlain,
} from './entities.js';
import { compileExpression } from './expressions/compile-expression.js';
import { ExpressionCode } from './expressions/expression-code.js';
import { assignIds, describeEntity, type Ids, stepsOf } from './ids.js';
import { buildSymbols } from './symbols.js';
import { type WorkflowCode, workflowFunction } from './workflow-code.js';
import { emitTopPipeline, emitWorkflow } from './workflows.js';

/** Written into every module. */
const compilerVersion = '1.0.0';

/**
 * Turns a program without errors into a module (the rules L1 to L14, each with a test of its name).
 *
 * Two passes: the first numbers every declaration and gives it a cell, the second emits code in
 * source order. Several files are one text here, and only the emitter tells them apart.
 *
 * With `result`, the program leaves the value of that expression on the stack when it ends.
 */
export function lower(sources: SourceSet, model: Model, result?: Expression): Module {
  const emitter = new Emitter(sources);
  const ids = assignIds(model);
  const contexts = new Map<Entity, ContextModel>(model.contexts.map((each) => [each, each]));
  for (const entity of model.entities) {
    reserveCells(emitter, ids, entity);
    const context = contexts.get(entity);
    if (context) reserveVariables(emitter, ids, context);
  }
  const hidesSteps = model.contexts.some(({ variables }) =>
    variables.some(({ key }) => key.text === 'steps'),
  );
  const codes = model.workflows.map((each) => workflowCode(emitter, ids, each, hidesSteps));
  const bodies = bodiesOf(emitter, ids, sources.whole, model, codes);
  for (const entity of model.entities) {
    const body = bodies.get(entity) ?? (() => emitPlain(emitter, ids, entity));
    emitDeclaration(emitter, entity, ids.entity(entity), body);
  }
  if (result) {
    emitter.statement(result);
    compileResult(emitter, result);
  }
  const entries = new Map(
    codes.map((code) => [code.workflow, workflowFunction(code, runSpan(code))]),
  );
  return emitter.build(buildSymbols(emitter, ids, model, entries), compilerVersion);
}

/** What emits the block of each entity whose properties need more than being set. */
function bodiesOf(
  emitter: Emitter,
  ids: Ids,
  file: SourceFile,
  model: Model,
  codes: readonly WorkflowCode[],
): ReadonlyMap<Entity, () => void> {
  return new Map<Entity, () => void>([
    ...model.agents.map((agent) => [agent, () => emitAgent(emitter, ids, agent)] as const),
    ...codes.map((code) => [code.workflow, () => emitWorkflow(code, file)] as const),
    ...model.contexts.map(
      (context) => [context, () => emitContext(emitter, ids, context)] as const,
    ),
    ...model.crews.map((crew) => [crew, () => emitCrew(emitter, ids, crew)] as const),
    ...model.pipelines.map(
      (pipeline) => [pipeline, () => emitTopPipeline(emitter, ids, file, pipeline)] as const,
    ),
  ]);
}

/** No workflow is running where the declarations end: there are no steps to name. */
function compileResult(emitter: Emitter, result: Expression): void {
  compileExpression(new ExpressionCode(emitter, { outputs: new Map(), hidesSteps: false }), result);
}

/** Each step's output has a cell, behind those of everything that is declared. */
function workflowCode(
  emitter: Emitter,
  ids: Ids,
  workflow: WorkflowModel,
  hidesSteps: boolean,
): WorkflowCode {
  const outputs = new Map(
    workflow.steps.map((step) => {
      const name = `${describeEntity('step', step.name.text)}.output`;
      return [step.name.text, emitter.cell({ kind: 'output', entity: ids.step(step), name })];
    }),
  );
  return { emitter, ids, workflow, scope: { outputs, hidesSteps } };
}

/** What is marked while a workflow runs its steps: its pipeline, or else its first line. */
function runSpan({ workflow }: WorkflowCode): Span {
  const { declaration, pipeline } = workflow;
  return (
    pipeline?.span ?? {
      start: declaration.start,
      end: declaration.block?.bodyStart ?? declaration.end,
    }
  );
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
