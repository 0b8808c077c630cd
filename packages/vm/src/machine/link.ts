import type { Entity } from '../values/value.js';
import { flowGraph, names, title } from '../workflow/flow-graph.js';
import type { Declarations } from './declarations.js';
import { findCycle } from './find-cycle.js';
import { Fault } from './runtime-error.js';

/**
 * What is checked once every declaration has executed: names and ids lead somewhere, and no step
 * waits for itself.
 *
 * @throws Fault ResourceNotFound for a name that leads nowhere, InvalidInstruction for a cycle.
 */
export function link(declarations: Declarations): void {
  for (const id of declarations.pipelines.keys()) declarations.require(id, 'workflow');
  for (const step of declarations.ofKind('step')) checkStep(declarations, step);
  for (const crew of declarations.ofKind('crew')) checkCrew(declarations, crew);
  for (const kind of ['workflow', 'pipeline'] as const) {
    for (const owner of declarations.ofKind(kind)) checkOrder(declarations, owner);
  }
}

function checkStep(declarations: Declarations, step: Entity): void {
  const where = title(step);
  const owner = step.owner === undefined ? undefined : declarations.get(step.owner);
  if (owner?.kind !== 'workflow' && owner?.kind !== 'pipeline') {
    throw new Fault('ResourceNotFound', `${where} belongs to no workflow or pipeline`);
  }
  const definition = declarations.stepDefinitions.get(step.id);
  if (definition?.agentId !== undefined) {
    requireId(declarations, where, ['agent'], definition.agentId);
  }
  for (const id of definition?.crewIds ?? []) {
    requireId(declarations, where, ['agent', 'crew'], id);
  }
  for (const id of definition?.dependsOn ?? []) {
    if (declarations.get(id)?.owner === owner.id) continue;
    throw new Fault(
      'ResourceNotFound',
      `${where} depends on step #${id}, which is no step of ${title(owner)}`,
    );
  }
  for (const agent of names(step.properties.get('agent'))) {
    requireNamed(declarations, where, ['agent'], agent);
  }
  for (const member of names(step.properties.get('crew'))) {
    requireNamed(declarations, where, ['agent', 'crew'], member);
  }
}

function requireId(
  declarations: Declarations,
  where: string,
  kinds: readonly ('agent' | 'crew')[],
  id: number,
): void {
  const kind = declarations.get(id)?.kind;
  if (kinds.some((wanted) => wanted === kind)) return;
  const wanted = kinds.join(' or ');
  throw new Fault('ResourceNotFound', `${where} names ${wanted} #${id}, which does not exist`);
}

function checkCrew(declarations: Declarations, crew: Entity): void {
  const where = title(crew);
  const { properties } = crew;
  for (const agent of [...names(properties.get('agents')), ...names(properties.get('manager'))]) {
    requireNamed(declarations, where, ['agent'], agent);
  }
}

function requireNamed(
  declarations: Declarations,
  where: string,
  kinds: readonly ('agent' | 'crew')[],
  name: string,
): void {
  if (kinds.some((kind) => declarations.named(kind, name))) return;
  const wanted = kinds.join(' or ');
  throw new Fault(
    'ResourceNotFound',
    `${where} names ${wanted} ${JSON.stringify(name)}, which does not exist`,
  );
}

/** The steps of one owner must have an order: by `depends_on` and by the pipeline. */
function checkOrder(declarations: Declarations, owner: Entity): void {
  const { nodes } = flowGraph(declarations, owner);
  const cycle = findCycle(new Map(nodes.map(({ after }, index) => [index, after])));
  if (cycle === undefined) return;
  const steps = cycle.flatMap((index) => {
    const node = nodes[index];
    return node?.kind === 'step' ? node.step.name : [];
  });
  throw new Fault(
    'InvalidInstruction',
    `the steps of ${title(owner)} wait for each other: ${steps.join(' -> ')}`,
  );
}
