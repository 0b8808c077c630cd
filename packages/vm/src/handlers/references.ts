import type { ResolveReference } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { copyValue } from '../values/copy-value.js';
import { Entity, Reference, SecretReference, type Value } from '../values/value.js';
import { runningName } from '../workflow/running-names.js';
import { factsOf } from './module-facts.js';
import { stringAt } from './operands.js';

/**
 * Pushes what a reference names; null, with a recoverable ResourceNotFound, where it names
 * nothing. An environment variable that the program calls a secret anywhere is pushed as a
 * reference to that secret: its text never enters the machine.
 */
export function resolveReference(vm: HelixVM, { kind, index }: ResolveReference): void {
  const name = stringAt(vm, index);
  switch (kind) {
    case 'Environment':
      return pushFound(vm, environment(vm, name), `environment variable ${name} is not set`);
    case 'Memory':
      return vm.push(memoryAt(vm, name));
    case 'Variable':
      return pushCopy(vm, resolveVariable(vm, name), `there is no variable ${name}`);
  }
}

/** Whether `$NAME` is there. */
export function hasEnvironment(vm: HelixVM, name: string): boolean {
  return environment(vm, name) !== undefined;
}

/** Whether `@path` is there. */
export function hasMemory(vm: HelixVM, path: string): boolean {
  return vm.memories.find(path).kind === 'found';
}

/** What memory holds at a path; null, with a recoverable ResourceNotFound, where it is nothing. */
export function memoryAt(vm: HelixVM, path: string): Value {
  const found = vm.memories.find(path);
  if (found.kind === 'found') return found.value;
  const isRefused = found.kind === 'refused';
  vm.recover('ResourceNotFound', isRefused ? found.message : `memory holds nothing at @${path}`);
  return null;
}

/** Whether an expression may use a name here. */
export function hasVariable(vm: HelixVM, path: string): boolean {
  return resolveVariable(vm, path) !== undefined;
}

/**
 * A copy where something is declared: what the program sets on one of the two must not show on the
 * other. Expressions change nothing.
 */
function pushCopy(vm: HelixVM, value: Value | undefined, problem: string): void {
  const isShared = value === undefined || vm.currentFrame.function !== undefined;
  pushFound(vm, isShared ? value : copyValue(value, vm.vmConfig.maxMemory), problem);
}

function pushFound(vm: HelixVM, value: Value | undefined, problem: string): void {
  if (value === undefined) vm.recover('ResourceNotFound', problem);
  vm.push(value ?? null);
}

function environment(vm: HelixVM, name: string): Value | undefined {
  if (factsOf(vm.module).secretVariables.has(name)) return new SecretReference('Environment', name);
  return vm.resolver.environment(name);
}

/**
 * `a.b.c` where `a` is a variable of the active context, or `project`; in code that runs, also a
 * name of the workflow, and an entity as a whole. The context must have been declared before the
 * place that uses it.
 */
function resolveVariable(vm: HelixVM, path: string): Value | undefined {
  const [root = '', ...members] = path.split('.');
  const isRunning = vm.currentFrame.function !== undefined;
  let value = contextVariable(vm, root);
  if (value === undefined && isRunning) {
    const meant = runningName(vm, path);
    if (meant !== undefined) return meant;
  }
  if (value === undefined && root === 'project') value = vm.declarations.ofKind('project')[0];
  for (const member of members) value = memberOf(value, member);
  return value instanceof Entity && !isRunning ? undefined : value;
}

function contextVariable(vm: HelixVM, name: string): Value | undefined {
  const variables = activeContext(vm)?.properties.get('variables');
  const found = variables instanceof Map ? variables.get(name) : undefined;
  return found instanceof Reference ? vm.memory.load(found.address) : found;
}

/** The context whose variables count. */
export function activeContext(vm: HelixVM): Entity | undefined {
  if (vm.activeContext !== undefined) return vm.declarations.named('context', vm.activeContext);
  const [only, ...others] = vm.declarations.ofKind('context');
  return others.length === 0 ? only : undefined;
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  if (value instanceof Entity) return value.properties.get(name);
  return value instanceof Map ? value.get(name) : undefined;
}
