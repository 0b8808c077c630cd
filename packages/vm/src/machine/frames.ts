import type { CodeFunction } from '@mso/bytecode';
import { completeEntity } from '../handlers/complete.js';
import { callBuiltin } from '../stack-code/builtins.js';
import { type Entity, isZero, type Value } from '../values/value.js';
import { beginAttempt } from '../workflow/attempts.js';
import type { StepRun } from '../workflow/step-run.js';
import { enterWorkflow, settleStep } from '../workflow/turns.js';
import type { CallFrame } from './call-frame.js';
import { type CallSite, functionFrame } from './calls.js';
import type { HelixVM } from './helix-vm.js';
import { checkCallDepth, pushFrame } from './push-frame.js';
import { Fault } from './runtime-error.js';

/** Enters the block that the current instruction opens; a block without a body ends at once. */
export function enterBlock(vm: HelixVM, entity: Entity): void {
  const { programCounter: address, returnAddress } = vm.registers;
  const end = vm.blockEnd(address) ?? address + 1;
  pushFrame(vm, {
    kind: entity.kind,
    name: entity.name,
    entity: entity.id,
    // A block lies within the one around it, whatever a module made by others says.
    returnAddress: Math.min(end, returnAddress),
    framePointer: vm.stack.size,
    callAddress: address,
    locals: [],
    localNames: [],
  });
}

/**
 * Calls a function of the module. A builtin's value is the answer; a function made of
 * instructions gets its frame, and the machine goes on at its first instruction.
 */
export function callFunction(vm: HelixVM, number: number): Value | undefined {
  const called = vm.module.functions[number];
  if (called === undefined) {
    throw new Fault('InvalidInstruction', `there is no function ${number}`);
  }
  const { stack, registers } = vm;
  const { parameters } = called;
  if (stack.size < parameters) throw new Fault('StackUnderflow', 'Stack underflow');
  if (called.kind !== 'builtin') {
    const { programCounter } = registers;
    enterFunction(vm, called, {
      callAddress: programCounter,
      returnAddress: programCounter + 1,
    });
    return undefined;
  }
  vm.collectWhereDue();
  const first = stack.size - parameters;
  const args = stack.values.slice(first, stack.size);
  const result = callBuiltin(vm, called.name, args);
  stack.cutTo(first);
  registers.stackPointer = first;
  return result;
}

/** Enters a function with its parameters from the stack. */
export function enterFunction(vm: HelixVM, called: CodeFunction, site: CallSite): void {
  checkCallDepth(vm);
  const stepRun = called.kind === 'attempt' ? attemptedStep(vm.currentFrame) : undefined;
  const frame = functionFrame(vm.module, called, vm.stack, site);
  if (stepRun === undefined) pushFrame(vm, frame);
  else {
    beginAttempt(vm, stepRun);
    pushFrame(vm, { ...frame, stepRun, attempt: stepRun.attempts });
  }
  vm.registers.programCounter = called.start;
  if (called.kind === 'workflow') enterWorkflow(vm, vm.currentFrame);
}

/** An attempt is what the step itself calls; called by anything else it is a mere function. */
function attemptedStep({ stepRun, workflowRun }: CallFrame): StepRun | undefined {
  return workflowRun && stepRun;
}

/** Ends the current function with a result; whether it is code of a function that goes on. */
export function returnFromFunction(vm: HelixVM, result: Value): boolean {
  const { current } = vm.scheduler;
  const frame = current.currentFrame;
  if (frame.function === undefined) {
    throw new Fault('InvalidInstruction', 'Return stands outside of a function');
  }
  if (frame.stepRun) endPart(vm, frame, result);
  if (current.callStack.length === 1) {
    settleStep(vm, current, frame);
    return false;
  }
  current.callStack.pop();
  current.stack.cutTo(frame.framePointer);
  current.stack.push(result);
  current.useFrame();
  current.registers.programCounter = frame.returnAddress;
  return current.currentFrame.function !== undefined;
}

/** An attempt yields what its step yields; a step that has made no attempt was not to run. */
function endPart(vm: HelixVM, frame: CallFrame, result: Value): void {
  const { attempt, stepRun, workflowRun } = frame;
  if (stepRun === undefined) return;
  if (attempt !== undefined) {
    stepRun.output = result;
    stepRun.deadlineMs = undefined;
    return;
  }
  if (stepRun.attempts === 0 && isZero(vm.settled(result))) {
    stepRun.skip('its condition does not hold', vm.nowMs);
    return;
  }
  if (workflowRun) {
    vm.memories.remember(workflowRun.workflow.name, stepRun.step.name, stepRun.output);
  }
  stepRun.end('completed', vm.nowMs);
}

/** Blocks end where the counter has reached their end; functions end by returning. */
export function endBlocks(vm: HelixVM): void {
  const { current } = vm.scheduler;
  while (current.callStack.length > 1) {
    const frame = current.currentFrame;
    if (frame.function || current.registers.programCounter < frame.returnAddress) return;
    current.callStack.pop();
    current.stack.cutTo(frame.framePointer);
    current.useFrame();
    const entity = frame.entity === undefined ? undefined : vm.declarations.get(frame.entity);
    if (entity) completeEntity(vm, entity);
  }
}

/** Drops values from the operand stack; it can only become smaller, and not below the frame. */
export function cutStack({ stack, registers }: HelixVM, depth: number): void {
  if (depth > stack.size || depth < registers.framePointer) {
    throw new Fault(
      'InvalidInstruction',
      `sp can go from ${registers.framePointer} to ${stack.size}`,
    );
  }
  stack.cutTo(depth);
  registers.stackPointer = stack.size;
}
