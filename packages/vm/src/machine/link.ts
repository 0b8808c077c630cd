import type { Module, PipelineNode } from '@mso/bytecode';
import type { Entity, Value } from '../values/value.js';
import type { Declarations } from './declarations.js';
import { Fault } from './runtime-error.js';

/**
 * What is checked once every declaration has executed: names and ids lead somewhere, and no step
 * waits for itself.
 *
 * @throws Fault ResourceNotFound for a name that leads nowhere, InvalidInstruction for a cycle.
 */
export function link(declarations: Declarations, module: Module): void {
  for (const id of declarations.pipelines.keys()) declarations.require(id);
  for (const step of declarations.ofKind('step')) checkStep(declarations, module, step);
  for (const crew of declarations.ofKind('crew')) checkCrew(declarations, crew);
  const owners = new Set(declarations.ofKind('step').map(({ owner }) => owner));
  for (const owner of owners) {
    if (owner !== undefined) checkOrder(declarations, declarations.require(owner));
  }
}

function checkStep(declarations: Declarations, module: Module, step: Entity): void {
  const where = `step ${JSON.stringify(step.name)}`;
  const owner = step.owner === undefined ? undefined : declarations.get(step.owner);
  if (owner?.kind !== 'workflow' && owner?.kind !== 'pipeline') {
    throw new Fault('ResourceNotFound', `${where} belongs to no workflow or pipeline`);
  }
  const definition = declarations.stepDefinitions.get(step.id);
  for (const id of [definition?.agentId, ...(definition?.crewIds ?? [])]) {
    if (id === undefined || module.symbols.agents.has(id) || module.symbols.crews.has(id)) continue;
    throw new Fault('ResourceNotFound', `${where} names agent #${id}, which does not exist`);
  }
  for (const agent of names(step.properties.get('agent'))) {
    requireNamed(declarations, where, ['agent'], agent);
  }
  for (const member of names(step.properties.get('crew'))) {
    requireNamed(declarations, where, ['agent', 'crew'], member);
  }
}

function checkCrew(declarations: Declarations, crew: Entity): void {
  const where = `crew ${JSON.stringify(crew.name)}`;
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
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The steps of one workflow must have an order: by `depends_on` and by the pipeline. */
function checkOrder(declarations: Declarations, owner: Entity): void {
  const steps = declarations.stepsOf(owner.id);
  const byName = new Map(steps.map((step) => [step.name, step.id]));
  const after = new Map<number, Set<number>>(steps.map(({ id }) => [id, new Set()]));
  for (const step of steps) {
    for (const name of names(step.properties.get('depends_on'))) {
      const needed = byName.get(name);
      if (needed === undefined) {
        const where = `step ${JSON.stringify(step.name)}`;
        throw new Fault(
          'ResourceNotFound',
          `${where} depends on ${JSON.stringify(name)}, which is no step of ` +
            `${owner.kind} ${JSON.stringify(owner.name)}`,
        );
      }
      after.get(step.id)?.add(needed);
    }
  }
  const pipeline = declarations.pipelines.get(owner.id);
  if (pipeline) addEdges(pipeline, after);
  const cycle = findCycle(after);
  if (cycle === undefined) return;
  const path = cycle.map((id) => declarations.get(id)?.name ?? `#${id}`).join(' -> ');
  throw new Fault(
    'InvalidInstruction',
    `the steps of ${owner.kind} ${JSON.stringify(owner.name)} wait for each other: ${path}`,
  );
}

interface Ends {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Adds "this step comes after that one" for each arrow; answers where the nodes begin and end. */
function addEdges(nodes: readonly PipelineNode[], after: Map<number, Set<number>>): Ends {
  let first: readonly number[] = [];
  let last: readonly number[] = [];
  for (const node of nodes) {
    const ends = endsOf(node, after);
    if (ends.first.length === 0) continue;
    for (const later of ends.first) {
      for (const earlier of last) after.get(later)?.add(earlier);
    }
    if (first.length === 0) first = ends.first;
    last = ends.last;
  }
  return { first, last };
}

function endsOf(node: PipelineNode, after: Map<number, Set<number>>): Ends {
  switch (node.kind) {
    case 'Step':
      return { first: [node.id], last: [node.id] };
    case 'Parallel':
      return join(node.nodes.map((branch) => endsOf(branch, after)));
    case 'Conditional':
      return join([
        addEdges(node.thenBranch, after),
        ...(node.elseBranch ? [addEdges(node.elseBranch, after)] : []),
      ]);
  }
}

function join(branches: readonly Ends[]): Ends {
  return {
    first: branches.flatMap(({ first }) => first),
    last: branches.flatMap(({ last }) => last),
  };
}

/** A cycle of a graph as the path from a node back to itself, or undefined. Not recursive. */
function findCycle(after: ReadonlyMap<number, ReadonlySet<number>>): number[] | undefined {
  const done = new Set<number>();
  for (const start of after.keys()) {
    const path: { id: number; rest: Iterator<number> }[] = [];
    const enter = (id: number): void => {
      path.push({ id, rest: (after.get(id) ?? new Set<number>()).values() });
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done) {
        done.add(top.id);
        path.pop();
        continue;
      }
      const seenAt = path.findIndex(({ id }) => id === next.value);
      if (seenAt >= 0) return [...path.slice(seenAt).map(({ id }) => id), next.value];
      if (!done.has(next.value)) enter(next.value);
    }
  }
  return undefined;
}
