import { type EntityKind, entityKinds } from '@mso/bytecode';
import { enterBlock } from '../machine/frames.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import type { InstructionOf } from './execute.js';
import { stringAt } from './operands.js';
import { showPipeline } from './pipeline.js';

export function declareAs(
  vm: HelixVM,
  kind: 'agent' | 'workflow' | 'context' | 'crew',
  id: number,
): void {
  const { agents, workflows, contexts, crews } = vm.module.symbols;
  const table = { agent: agents, workflow: workflows, context: contexts, crew: crews }[kind];
  const symbol = table.get(id);
  if (symbol === undefined) {
    throw new Fault('InvalidInstruction', `the symbol table has no ${kind} #${id}`);
  }
  declareEntity(vm, id, kind, stringAt(vm, symbol.nameIndex));
}

/** A step of a workflow or a stage of a pipeline; its owner may be declared after it. */
export function defineStep(vm: HelixVM, { owner, step }: InstructionOf<'DefineStep'>): void {
  declareEntity(vm, step.id, 'step', stringAt(vm, step.nameIndex), owner);
  vm.declarations.stepDefinitions.set(step.id, step);
}

/** The key `decl/ID` declares an entity of a kind that has no instruction of its own. */
export function setMetadata(vm: HelixVM, instruction: InstructionOf<'SetMetadata'>): void {
  const key = stringAt(vm, instruction.keyIndex);
  const value = stringAt(vm, instruction.valueIndex);
  vm.declarations.metadata.set(key, value);
  const [, id] = /^decl\/(\d+)$/.exec(key) ?? [];
  if (id === undefined) return;
  const colon = value.indexOf(':');
  const kind = value.slice(0, colon);
  if (!isEntityKind(kind)) {
    throw new Fault('InvalidInstruction', `${key} declares an unknown kind: ${value}`);
  }
  declareEntity(vm, Number(id), kind, value.slice(colon + 1));
}

function declareEntity(
  vm: HelixVM,
  id: number,
  kind: EntityKind,
  name: string,
  owner?: number,
): void {
  const entity = vm.declarations.declare(id, kind, name, owner);
  showPipeline(vm, entity);
  enterBlock(vm, entity);
}

function isEntityKind(word: string): word is EntityKind {
  return (entityKinds as readonly string[]).includes(word);
}
