import { decodePath, type PropertyPath, type SetProperty } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { nestingMax } from '../values/copy-value.js';
import { toField } from '../values/entity-fields.js';
import { setAt } from '../values/property-access.js';
import {
  type Entity,
  isZero,
  type ObjectValue,
  Reference,
  SecretReference,
  type Value,
} from '../values/value.js';
import type { InstructionOf } from './execute.js';
import { factsOf } from './module-facts.js';
import { operandValue, stringAt } from './operands.js';

export function setProperty(vm: HelixVM, instruction: SetProperty): void {
  const entity = vm.declarations.require(instruction.target);
  const { parts, makesContainer } = pathOf(vm, instruction.keyIndex);
  if (parts.length > nestingMax) {
    throw new Fault('InvalidInstruction', `a path has more than ${nestingMax} parts`);
  }
  const operand = operandValue(vm, instruction.value);
  const value = makesContainer ? emptyContainer(operand) : operand;
  assignProperty(vm, entity, parts, value);
}

/** What a key leads to; the same few keys are set again and again. */
function pathOf(vm: HelixVM, keyIndex: number): PropertyPath {
  const { paths } = factsOf(vm.module);
  const known = paths.get(keyIndex);
  if (known !== undefined) return known;
  const path = decodePath(stringAt(vm, keyIndex));
  paths.set(keyIndex, path);
  return path;
}

/**
 * Sets a property of an entity, as the instruction does and as a person does while debugging:
 * the value takes on the field's type, and the flags follow it.
 */
export function assignProperty(
  vm: HelixVM,
  entity: Entity,
  parts: readonly string[],
  value: Value,
): void {
  if (entity.kind === 'context' && parts[0] === 'secrets') {
    throw new Fault('InvalidInstruction', 'a secret is set by SetSecret, never to a value');
  }
  const stored = toField(entity.kind, parts, value);
  if (stored.clampedTo !== undefined) {
    const name = `${entity.kind} ${JSON.stringify(entity.name)}: ${parts.join('.')}`;
    vm.warn(`${name} is out of range, clamped to ${stored.clampedTo}`);
  }
  vm.registers.flags.overflow = stored.clampedTo !== undefined;
  vm.registers.flags.zero = isZero(stored.value);
  const [field, ...rest] = parts;
  if (entity.kind === 'context' && field === 'variables' && rest.length > 0) {
    assignVariable(vm, entity, rest, stored.value);
  } else {
    setAt(entity.properties, parts, stored.value);
  }
}

/** A context's variables live in cells of their own, and the context refers to them. */
function assignVariable(
  vm: HelixVM,
  context: Entity,
  parts: readonly string[],
  value: Value,
): void {
  const [name = ''] = parts;
  const address = vm.declarations.variableCell(context.id, name);
  const holder = new Map<string, Value>();
  if (vm.memory.has(address)) holder.set(name, vm.memory.load(address));
  setAt(holder, parts, value);
  vm.memory.store(address, holder.get(name) ?? null);
  objectAt(context, 'variables').set(name, new Reference(address));
}

/** The object that a property holds, which is made where there is none. */
function objectAt(entity: Entity, key: string): ObjectValue {
  const known = entity.properties.get(key);
  if (known instanceof Map) return known;
  const made: ObjectValue = new Map();
  entity.properties.set(key, made);
  return made;
}

function emptyContainer(marker: Value): Value {
  if (marker === '[]') return [];
  if (marker === '{}') return new Map();
  throw new Fault('InvalidInstruction', 'an empty container is marked by [] or {}');
}

export function setCapability(vm: HelixVM, instruction: InstructionOf<'SetCapability'>): void {
  const agent = vm.declarations.require(instruction.agent, 'agent');
  const capability = stringAt(vm, instruction.capabilityIndex);
  const known = agent.properties.get('capabilities');
  if (!Array.isArray(known)) agent.properties.set('capabilities', [capability]);
  else if (!known.includes(capability)) known.push(capability);
}

export function setSecret(vm: HelixVM, instruction: InstructionOf<'SetSecret'>): void {
  const context = vm.declarations.require(instruction.context, 'context');
  const key = stringAt(vm, instruction.keyIndex);
  const { kind, index } = instruction.secret;
  const secret = new SecretReference(kind, stringAt(vm, index));
  objectAt(context, 'secrets').set(key, secret);
}
