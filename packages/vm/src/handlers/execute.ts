import type { Instruction } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { Reference } from '../values/value.js';
import { beginInvocation } from '../workflow/invoke.js';
import { runPipeline } from '../workflow/turns.js';
import { declareAs, defineStep, setMetadata } from './declare.js';
import { loadFromMemory, storeInMemory } from './memory-cells.js';
import { stringAt } from './operands.js';
import { definePipeline } from './pipeline.js';
import { setCapability, setProperty, setSecret } from './properties.js';
import { pushedValue } from './pushed-value.js';
import { resolveReference } from './references.js';

/**
 * Where the machine goes on: with the next instruction, or where the instruction has put the
 * program counter, which may be at the same place again.
 */
export type Onward = 'next' | 'placed';

/** Carries out one instruction that the stack loop does not. */
export function execute(vm: HelixVM, instruction: Instruction): Onward {
  switch (instruction.op) {
    case 'InvokeAgent':
    case 'InvokeCrew':
      beginInvocation(vm, instruction.op, instruction.operand);
      return 'placed';
    case 'Pipeline':
      runPipeline(vm, instruction.operand);
      return 'placed';
    default:
      carryOut(vm, instruction);
      return 'next';
  }
}

function carryOut(vm: HelixVM, instruction: Instruction): void {
  switch (instruction.op) {
    case 'DeclareAgent':
      return declareAs(vm, 'agent', instruction.id);
    case 'DeclareWorkflow':
      return declareAs(vm, 'workflow', instruction.id);
    case 'DeclareContext':
      return declareAs(vm, 'context', instruction.id);
    case 'DeclareCrew':
      return declareAs(vm, 'crew', instruction.id);
    case 'SetProperty':
      return setProperty(vm, instruction);
    case 'SetCapability':
      return setCapability(vm, instruction);
    case 'SetSecret':
      return setSecret(vm, instruction);
    case 'DefineStep':
      return defineStep(vm, instruction);
    case 'DefinePipeline':
      return definePipeline(vm, instruction);
    case 'ResolveReference':
      return resolveReference(vm, instruction);
    case 'SetMetadata':
      return setMetadata(vm, instruction);
    case 'Push':
      return vm.push(pushedValue(vm, instruction.value));
    case 'LoadRef':
      return vm.push(new Reference(instruction.operand));
    case 'MemStore':
    case 'MemEmbed':
      return storeInMemory(vm, instruction.operand >>> 0, instruction.op === 'MemEmbed');
    case 'MemLoad':
      return loadFromMemory(vm, instruction.operand >>> 0);
    case 'Halt':
      return vm.requestHalt();
    case 'Debug':
      return vm.sendDebug(stringAt(vm, instruction.operand));
    default:
      return unknownInstruction(instruction);
  }
}

/** Only a module that no compiler made gets here. */
function unknownInstruction({ op }: { readonly op: unknown }): never {
  throw new Fault('InvalidInstruction', `there is no instruction ${String(op)}`);
}

/** The instruction of one name. */
export type InstructionOf<Op extends Instruction['op']> = Extract<Instruction, { op: Op }>;
