import {
  EvaluationError,
  type ExpressionValue,
  type ListValue,
  type RecordValue,
  type Scope,
} from '@mso/language';
import {
  type Entity,
  factsOf,
  type HelixVM,
  namedLocals,
  type ObjectValue,
  runningName,
  SecretReference,
} from '@mso/vm';
import type { Frame } from '../views/frames.js';
import {
  counted,
  entityRecord,
  type MachineMemory,
  type MachineRecord,
  namedRecord,
  toExpression,
} from './machine-values.js';
import { threadList } from './thread-values.js';

/** The names of the machine's own parts, known in every expression. */
export const machineNames = [
  'pc',
  'sp',
  'fp',
  'ra',
  'flags',
  'registers',
  'stack',
  'memory',
  'threads',
  'agents',
  'workflows',
  'contexts',
  'crews',
  'memories',
  'pipelines',
  'plugins',
  'databases',
  'loads',
  'project',
  'steps',
  'env',
  'input',
  'workflow',
  'step',
  'attempt',
] as const;

export type MachineName = (typeof machineNames)[number];

/**
 * What names mean at a frame: its locals, the properties of its entity, then the machine's parts.
 *
 * `declared` names the properties that the entity's block will set: until then they are null
 * rather than unknown, and hide a part of the machine of the same name.
 */
export function frameScope(vm: HelixVM, frame: Frame, declared: ReadonlySet<string>): Scope {
  const entity = frame.entity;
  const properties = entity && entityRecord(vm, entity);
  const locals = namedLocals(frame.call);
  return {
    lookup: (name) => {
      const local = locals.get(name);
      if (local !== undefined) return toExpression(vm, local);
      if (name === 'steps' && frame.thread.workflowRun) return steps(vm, frame);
      const property = properties?.get(name);
      if (property !== undefined) return property;
      if (declared.has(name)) return null;
      return isMachineName(name) ? machinePart(vm, frame, name) : undefined;
    },
    *names() {
      yield* locals.keys();
      if (properties) yield* properties.keys();
      yield* declared;
      yield* machineNames;
    },
    environment: (name) => environment(vm).get(name) ?? undefined,
    memory: (path) => remembered(vm, path),
  };
}

/** @throws EvaluationError where the memory's store refuses to be asked */
function remembered(vm: HelixVM, path: string): ExpressionValue | undefined {
  const found = vm.memories.find(path);
  if (found.kind === 'found') return toExpression(vm, found.value);
  if (found.kind === 'nothing') return undefined;
  throw new EvaluationError('ResourceNotFound', found.message, { start: 0, end: 0 });
}

function isMachineName(name: string): name is MachineName {
  return (machineNames as readonly string[]).includes(name);
}

/** One of the machine's parts as a value; what `name` alone shows and `name.member` reads. */
export function machinePart(vm: HelixVM, frame: Frame, name: MachineName): ExpressionValue {
  switch (name) {
    case 'pc':
    case 'sp':
    case 'fp':
    case 'ra':
      return frame.registers[name];
    case 'flags':
      return flags(frame);
    case 'registers':
      return registers(frame);
    case 'stack':
      return stack(vm, frame);
    case 'memory':
      return memory(vm);
    case 'threads':
      return threadList(vm);
    case 'project':
      return project(vm);
    case 'steps':
      return steps(vm, frame);
    case 'input':
    case 'workflow':
    case 'step':
    case 'attempt': {
      const value = runningName(vm, name, frame.thread);
      return value === undefined ? null : toExpression(vm, value);
    }
    case 'env':
      return environment(vm);
    default:
      return entitiesOf(vm, name);
  }
}

function entitiesOf(vm: HelixVM, plural: keyof typeof kindOfPlural): MachineRecord {
  const { declarations } = vm;
  const kind = kindOfPlural[plural];
  return namedRecord(vm, declarations.ofKind(kind), [kind, plural], (name) =>
    declarations.named(kind, name),
  );
}

/** The kind of entity that each name of many means. */
export const kindOfPlural = {
  agents: 'agent',
  workflows: 'workflow',
  contexts: 'context',
  crews: 'crew',
  memories: 'memory',
  pipelines: 'pipeline',
  plugins: 'plugin',
  databases: 'database',
  loads: 'load',
} as const;

function flags({ thread }: Frame): MachineRecord {
  const { zero, overflow, error, halted } = thread.registers.flags;
  const values: Readonly<Record<string, boolean>> = { zero, overflow, error, halted };
  const set = Object.keys(values).filter((name) => values[name]);
  return {
    kind: 'record',
    label: set.length === 0 ? 'none set' : set.join(' '),
    typeName: 'flags',
    get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
    keys: () => Object.keys(values),
  };
}

function registers(frame: Frame): MachineRecord {
  const { pc, sp, fp, ra } = frame.registers;
  const values: Readonly<Record<string, ExpressionValue>> = { pc, sp, fp, ra, flags: flags(frame) };
  return {
    kind: 'record',
    label: `pc ${pc} · sp ${sp} · fp ${fp} · ra ${ra}`,
    typeName: 'registers',
    get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
    keys: () => Object.keys(values),
  };
}

function stack(vm: HelixVM, { thread }: Frame): ListValue {
  return {
    kind: 'list',
    length: thread.stack.size,
    at: (index) => {
      const value = thread.stack.at(index);
      return value === undefined ? undefined : toExpression(vm, value);
    },
  };
}

function memory(vm: HelixVM): MachineMemory {
  return {
    kind: 'list',
    label: counted(vm.memory.size, 'cell', 'cells'),
    typeName: 'memory',
    length: vm.memory.end,
    at: (address) =>
      vm.memory.has(address) ? toExpression(vm, vm.memory.load(address)) : undefined,
    addresses: () => vm.memory.addresses(),
  };
}

function project(vm: HelixVM): ExpressionValue {
  const [first] = vm.declarations.ofKind('project');
  return first ? entityRecord(vm, first) : null;
}

/** While a workflow runs, how its steps fare and what they are; else what they are. */
function steps(vm: HelixVM, frame: Frame): MachineRecord {
  const declared = namedRecord(vm, stepsInReach(vm, frame), ['step', 'steps']);
  const run = frame.thread.workflowRun;
  if (run === undefined) return declared;
  return {
    kind: 'record',
    label: counted(run.steps.size, 'step', 'steps'),
    typeName: 'steps',
    get: (name) => {
      const fares = runningName(vm, `steps.${name}`, frame.thread);
      const step = run.steps.get(name)?.step;
      if (!(fares instanceof Map) || step === undefined) return undefined;
      return stepRecord(vm, fares, entityRecord(vm, step));
    },
    keys: () => run.steps.keys(),
  };
}

function stepRecord(vm: HelixVM, fares: ObjectValue, entity: MachineRecord): MachineRecord {
  return {
    ...{ kind: 'record', label: entity.label, typeName: entity.typeName, preview: true },
    get: (name) => {
      const value = fares.get(name);
      return value === undefined ? entity.get(name) : toExpression(vm, value);
    },
    keys: () => new Set([...fares.keys(), ...entity.keys()]),
  };
}

/** In a workflow's frames its own steps, elsewhere those of all workflows. */
export function stepsInReach(vm: HelixVM, frame: Frame): readonly Entity[] {
  const owner = frame.entity?.kind === 'step' ? frame.entity.owner : frame.entity?.id;
  const own = owner === undefined ? [] : vm.declarations.stepsOf(owner);
  return own.length > 0 ? own : vm.declarations.ofKind('step');
}

/**
 * The environment variables that the program uses. One that it calls a secret is shown as such;
 * it is no text, so that no condition can be false only because it compared a mask.
 */
function environment(vm: HelixVM): RecordValue & MachineRecord {
  const { secretVariables, environmentVariables } = factsOf(vm.module);
  return {
    kind: 'record',
    label: `${environmentVariables.size} used`,
    typeName: 'environment',
    get: (name) => {
      if (!environmentVariables.has(name)) return undefined;
      const value = vm.resolver.environment(name) ?? null;
      const isSecret = value !== null && secretVariables.has(name);
      return isSecret ? toExpression(vm, new SecretReference('Environment', name)) : value;
    },
    keys: () => environmentVariables,
  };
}
