import { EvaluationError, type Expression } from '@mso/language';
import {
  assignProperty,
  cutStack,
  Entity,
  Fault,
  type HelixVM,
  jumpTo,
  Reference,
  runningName,
  type StepRun,
  setStepOutput,
  type Value,
  type VMFlags,
} from '@mso/vm';
import type { Frame } from '../views/frames.js';
import { type Evaluator, ExpressionProblem, parse } from './evaluator.js';
import { kindOfPlural, stepsInReach } from './scope.js';
import { toMachine } from './to-machine.js';

/**
 * Sets what an expression names to the value of another: a local, a register, a flag, a stack
 * slot, a memory cell, what a step has yielded, or a property of an entity
 * (`agents["writer"].temperature`, `retry.delay`).
 *
 * @throws ExpressionProblem where the target cannot be set, or not to that value.
 */
export function assign(evaluator: Evaluator, frame: Frame, target: string, value: string): void {
  const place = parse(target);
  const source = parse(value);
  const result = evaluator.evaluate(source, frame);
  try {
    assignTo(evaluator, frame, place, toMachine(result, source));
  } catch (problem) {
    if (problem instanceof Fault || problem instanceof EvaluationError) {
      throw new ExpressionProblem(problem.message);
    }
    throw problem;
  }
}

function assignTo(evaluator: Evaluator, frame: Frame, place: Expression, value: Value): void {
  const { vm } = evaluator;
  const path = pathOf(evaluator, frame, place);
  const [root = '', ...rest] = path;
  const slot = frame.call.localNames.indexOf(root);
  if (slot >= 0) return setLocal(frame, slot, path, value);
  if (isOwnProperty(evaluator, frame, root) && frame.entity) {
    return assignProperty(vm, frame.entity, path, value);
  }
  if (root === 'registers' && rest.length > 0) return setRegister(vm, frame, rest, value);
  if (['pc', 'sp', 'fp', 'ra', 'flags'].includes(root)) return setRegister(vm, frame, path, value);
  if (root === 'stack' && rest.length === 1) return setStackSlot(frame, Number(rest[0]), value);
  if (root === 'memory') return setCell(vm, rest, value);
  const fact = stepFactOf(vm, frame, path);
  if (fact?.name === 'output') return setStepOutput(vm, fact.run, fact.rest, value);
  if (fact) throw new ExpressionProblem(`${fact.name} says how the step fares and cannot be set`);
  const owner = ownerOf(vm, frame, path);
  if (owner === undefined) throw new ExpressionProblem(`${path.join('.')} cannot be set`);
  assignProperty(vm, owner.entity, owner.rest, value);
}

function isOwnProperty(evaluator: Evaluator, frame: Frame, name: string): boolean {
  const { entity } = frame;
  if (entity === undefined) return false;
  return entity.properties.has(name) || evaluator.declared.propertiesOf(entity.id).has(name);
}

/** `a.b["c"][0]` as its parts; indexes are evaluated. */
export function pathOf(evaluator: Evaluator, frame: Frame, place: Expression): string[] {
  switch (place.kind) {
    case 'NameUse':
      return [place.name];
    case 'Member':
      return [...pathOf(evaluator, frame, place.object), place.name];
    case 'Index': {
      const index = evaluator.evaluate(place.index, frame);
      return [...pathOf(evaluator, frame, place.object), String(index)];
    }
    default:
      throw new ExpressionProblem('only a name, a member or an element can be set');
  }
}

interface StepFact {
  readonly run: StepRun;
  /** What of it: `output`, `status`, … */
  readonly name: string;
  /** What is left of the path: the way into it. */
  readonly rest: readonly string[];
}

/** How a step fares in the run that a frame belongs to, which hides a property of that name. */
export function stepFactOf(
  vm: HelixVM,
  { thread }: Frame,
  [root, step = '', name = '', ...rest]: readonly string[],
): StepFact | undefined {
  const run = root === 'steps' ? thread.workflowRun?.steps.get(step) : undefined;
  const facts = run && runningName(vm, `steps.${step}`, thread);
  return run && facts instanceof Map && facts.has(name) ? { run, name, rest } : undefined;
}

interface Owner {
  readonly entity: Entity;
  /** What is left of the path: the property, and the way into it. */
  readonly rest: readonly string[];
}

/** The entity that a path leads to first, or undefined where it leads to none. */
export function ownerOf(vm: HelixVM, frame: Frame, path: readonly string[]): Owner | undefined {
  const [root = '', name, member, stepName] = path;
  if (root === 'project') return found(vm.declarations.ofKind('project')[0], path.slice(1));
  if (root === 'steps') {
    return found(
      stepsInReach(vm, frame).find((step) => step.name === name),
      path.slice(2),
    );
  }
  if (!Object.hasOwn(kindOfPlural, root) || name === undefined) return undefined;
  const entity = vm.declarations.named(kindOfPlural[root as keyof typeof kindOfPlural], name);
  if (member !== 'steps' || entity === undefined) return found(entity, path.slice(2));
  const step = vm.declarations.stepsOf(entity.id).find((own) => own.name === stepName);
  return found(step, path.slice(4));
}

function found(entity: Entity | undefined, rest: readonly string[]): Owner | undefined {
  return entity && rest.length > 0 ? { entity, rest } : undefined;
}

function setLocal({ call }: Frame, slot: number, path: readonly string[], value: Value): void {
  if (path.length > 1) throw new ExpressionProblem(`${path[0]} can be set as a whole only`);
  call.locals[slot] = value;
}

function setRegister(vm: HelixVM, frame: Frame, path: readonly string[], value: Value): void {
  const [name, flag] = path;
  if (name === 'flags') return setFlag(frame, flag, value);
  if (name !== 'pc' && name !== 'sp') {
    throw new ExpressionProblem(`${name} follows the call frames and cannot be set`);
  }
  const { thread, depth } = frame;
  if (thread !== vm.scheduler.current || depth !== thread.callStack.length - 1) {
    throw new ExpressionProblem(`${name} can be set in the innermost frame only`);
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new ExpressionProblem(`${name} takes a whole number`);
  }
  if (name === 'pc') jumpTo(vm, value);
  else cutStack(vm, value);
}

function setFlag(frame: Frame, flag: string | undefined, value: Value): void {
  const names: readonly (keyof VMFlags)[] = ['zero', 'overflow', 'error'];
  const known = names.find((name) => name === flag);
  if (known === undefined) {
    throw new ExpressionProblem(
      flag === 'halted' ? 'halted says that the machine has ended' : 'set one flag: flags.zero',
    );
  }
  if (typeof value !== 'boolean') throw new ExpressionProblem('a flag is true or false');
  frame.thread.registers.flags[known] = value;
}

function setStackSlot({ thread: { stack } }: Frame, index: number, value: Value): void {
  if (!Number.isInteger(index) || index < 0 || index >= stack.size) {
    throw new ExpressionProblem(`the stack has no slot ${index}`);
  }
  stack.replace(index, value);
}

function setCell(vm: HelixVM, path: readonly string[], value: Value): void {
  const [part = '', ...rest] = path;
  const address = Number(part);
  const held = vm.memory.has(address) ? vm.memory.load(address) : undefined;
  if (held === undefined) throw new ExpressionProblem(`memory[${part}] is not in use`);
  if (held instanceof Entity) {
    if (rest.length === 0) {
      throw new ExpressionProblem('the cell holds an entity; set one of its properties');
    }
    return assignProperty(vm, held, rest, value);
  }
  if (held instanceof Reference || rest.length > 0) {
    throw new ExpressionProblem(`memory[${part}] can be set as a whole only`);
  }
  vm.memory.store(address, value);
}
