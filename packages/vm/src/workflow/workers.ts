import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { type Entity, isWord } from '../values/value.js';
import type { AgentWorker, CrewProcess, CrewWorker, Worker } from './crew-plan.js';
import { names, title } from './flow-graph.js';

/**
 * Who an invocation is for: an agent, a crew, or the step that names several of them.
 *
 * @throws Fault ResourceNotFound where there is no such entity
 */
export function workerOf(vm: HelixVM, op: 'InvokeAgent' | 'InvokeCrew', id: number): Worker {
  if (op === 'InvokeAgent') {
    return { kind: 'agent', agent: vm.declarations.require(id, 'agent') };
  }
  const entity = vm.declarations.require(id);
  if (entity.kind === 'step') return crewOfStep(vm, entity);
  return crew(vm, vm.declarations.require(id, 'crew'));
}

/** The workers of a step work one after the other, as in a crew that does not say otherwise. */
function crewOfStep(vm: HelixVM, step: Entity): CrewWorker {
  const members = names(step.properties.get('crew')).map((name): Worker => {
    const agent = vm.declarations.named('agent', name);
    return agent ? { kind: 'agent', agent } : crew(vm, named(vm, 'crew', name, step));
  });
  return { kind: 'crew', name: step.name, process: 'sequential', members };
}

function crew(vm: HelixVM, entity: Entity): CrewWorker {
  const { name, properties } = entity;
  const members = names(properties.get('agents')).map((member) => agent(vm, member, entity));
  const manager = properties.get('manager');
  return {
    ...{ kind: 'crew', name, process: processOf(properties.get('process')), members },
    ...(manager !== undefined && isWord(manager) && { manager: agent(vm, manager, entity) }),
  };
}

function agent(vm: HelixVM, name: string, crew: Entity): AgentWorker {
  return { kind: 'agent', agent: named(vm, 'agent', name, crew) };
}

function named(vm: HelixVM, kind: 'agent' | 'crew', name: string, owner: Entity): Entity {
  const entity = vm.declarations.named(kind, name);
  if (entity) return entity;
  throw new Fault('ResourceNotFound', `${title(owner)} names ${kind} ${JSON.stringify(name)}`);
}

const processes: ReadonlySet<unknown> = new Set(['parallel', 'hierarchical', 'consensus']);

function processOf(value: unknown): CrewProcess {
  return processes.has(value) ? (value as CrewProcess) : 'sequential';
}
