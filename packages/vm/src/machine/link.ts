import type { PipelineNode } from '@mso/bytecode';
import { type Entity, isWord, type Value } from '../values/value.js';
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

function title({ kind, name }: Entity): string {
  return `${kind} ${JSON.stringify(name)}`;
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

function names(value: Value | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter(isWord) : [];
}

/** The steps of one owner must have an order: by `depends_on` and by the pipeline. */
function checkOrder(declarations: Declarations, owner: Entity): void {
  const steps = declarations.stepsOf(owner.id);
  const byName = new Map(steps.map((step) => [step.name, step.id]));
  const order: Order = { after: new Map(steps.map(({ id }) => [id, new Set()])), joints: 0 };
  for (const step of steps) {
    for (const name of names(step.properties.get('depends_on'))) {
      const needed = byName.get(name);
      if (needed === undefined) {
        throw new Fault(
          'ResourceNotFound',
          `${title(step)} depends on ${JSON.stringify(name)}, ` +
            `which is no step of ${title(owner)}`,
        );
      }
      order.after.get(step.id)?.add(needed);
    }
  }
  const pipeline = declarations.pipelines.get(owner.id);
  if (pipeline) addSequence(order, owner, pipeline);
  const cycle = findCycle(order.after);
  if (cycle === undefined) return;
  const path = cycle.flatMap((id) => declarations.get(id)?.name ?? []).join(' -> ');
  throw new Fault(
    'InvalidInstruction',
    `the steps of ${title(owner)} wait for each other: ${path}`,
  );
}

/**
 * What comes after what. Between two nodes of a pipeline stands a joint, a node of its own with a
 * negative number, so that many branches behind many others take edges for each and not for each
 * pair.
 */
interface Order {
  readonly after: Map<number, Set<number>>;
  joints: number;
}

/** Adds nodes that follow each other; the answer says where they begin and end. */
function addSequence(order: Order, owner: Entity, nodes: readonly PipelineNode[]): Ends {
  let first: readonly number[] = [];
  let last: readonly number[] = [];
  for (const node of nodes) {
    const ends = addNode(order, owner, node);
    if (ends.first.length === 0) continue;
    if (first.length === 0) first = ends.first;
    else {
      const joint = -++order.joints;
      order.after.set(joint, new Set(last));
      for (const later of ends.first) order.after.get(later)?.add(joint);
    }
    last = ends.last;
  }
  return { first, last };
}

interface Ends {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

function addNode(order: Order, owner: Entity, node: PipelineNode): Ends {
  switch (node.kind) {
    case 'Step':
      if (!order.after.has(node.id)) {
        throw new Fault(
          'ResourceNotFound',
          `the pipeline of ${title(owner)} names step #${node.id}, which is none of its steps`,
        );
      }
      return { first: [node.id], last: [node.id] };
    case 'Parallel':
      return join(node.nodes.map((branch) => addNode(order, owner, branch)));
    case 'Conditional':
      return join([
        addSequence(order, owner, node.thenBranch),
        addSequence(order, owner, node.elseBranch ?? []),
      ]);
  }
}

function join(branches: readonly Ends[]): Ends {
  return {
    first: branches.flatMap(({ first }) => first),
    last: branches.flatMap(({ last }) => last),
  };
}
