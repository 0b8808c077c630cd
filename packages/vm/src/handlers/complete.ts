import type { StepDefinition } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { Duration, type Entity, type ObjectValue, type Value } from '../values/value.js';
import { factsOf } from './module-facts.js';
import { stringAt } from './operands.js';

/** Ends an entity's block: fills in what its definition says beside it, and checks the whole. */
export function completeEntity(vm: HelixVM, entity: Entity): void {
  const definition = vm.declarations.stepDefinitions.get(entity.id);
  if (definition) fillFromDefinition(vm, entity, definition);
  const problem = whatIsMissing(entity);
  if (problem !== undefined) vm.warn(`${entity.kind} ${JSON.stringify(entity.name)} ${problem}`);
  entity.complete = true;
}

/** A step's definition counts where its block set nothing. */
function fillFromDefinition(vm: HelixVM, step: Entity, definition: StepDefinition): void {
  const fill = (key: string, value: Value | undefined): void => {
    if (value !== undefined && !step.properties.has(key)) step.properties.set(key, value);
  };
  const { agentId, crewIds, taskIndex, timeout, retry } = definition;
  fill('agent', agentId === undefined ? undefined : workerName(vm, agentId));
  fill(
    'crew',
    crewIds?.map((id) => workerName(vm, id)),
  );
  fill('task', taskIndex === undefined ? undefined : stringAt(vm, taskIndex));
  fill('timeout', timeout && new Duration(timeout.value, timeout.unit));
  fill('parallel', definition.parallel || undefined);
  fill('depends_on', dependencyNames(vm, definition));
  fill('retry', retry && retryObject(retry));
}

function retryObject(retry: NonNullable<StepDefinition['retry']>): ObjectValue {
  return new Map<string, Value>([
    ['max_attempts', retry.maxAttempts],
    ['delay', new Duration(retry.delay.value, retry.delay.unit)],
    ['backoff', retry.backoff.toLowerCase()],
  ]);
}

function dependencyNames(vm: HelixVM, { dependsOn }: StepDefinition): Value[] | undefined {
  if (dependsOn.length === 0) return undefined;
  return dependsOn.map((id) => factsOf(vm.module).stepNames.get(id) ?? `#${id}`);
}

/** The name of an agent or crew, which may be declared further down. */
function workerName(vm: HelixVM, id: number): string {
  const symbol = vm.module.symbols.agents.get(id) ?? vm.module.symbols.crews.get(id);
  return symbol ? stringAt(vm, symbol.nameIndex) : `#${id}`;
}

function whatIsMissing({ kind, properties }: Entity): string | undefined {
  const has = (key: string): boolean => (properties.get(key) ?? null) !== null;
  if (kind === 'crew' && properties.get('process') === 'hierarchical' && !has('manager')) {
    return 'is hierarchical and has no manager';
  }
  if (kind === 'plugin' && !has('source')) return 'has no source';
  return undefined;
}
