import {
  anyType,
  booleanType,
  durationType,
  type ExpressionEnvironment,
  type ExpressionType,
  joinTypes,
  listOf,
  numberType,
  type RecordType,
  recordType,
  stringType,
} from '../expression/types.js';
import type { Entity, Model } from '../model/model.js';
import { isProperty } from '../model/values.js';
import { schema } from '../schema/tables.js';
import type { Property, Value } from '../syntax/tree.js';

/** The names that the expressions of one workflow, or of one standalone pipeline, may use. */
export interface WorkflowEnvironments {
  /** In the pipeline's conditions. */
  readonly flow: ExpressionEnvironment;
  /** In a step: `step` and `attempt` besides. */
  readonly step: ExpressionEnvironment;
}

/** Made once for a program; the variables of a context hide what else has their name. */
export function programEnvironments(
  model: Model,
  variables = variableTypes(model),
): (steps: Iterable<string>) => WorkflowEnvironments {
  const shared = new Map<string, ExpressionType>([
    ...Object.entries({
      input: recordType(new Map(), { isOpen: true }),
      project: projectType(model.projects[0]),
      agents: agentsType(model),
      workflow: anyType,
    }),
    ...variables,
  ]);
  const ofStep = new Map<string, ExpressionType>([
    ['step', anyType],
    ['attempt', numberType],
    ...shared,
  ]);
  const memory = model.memories.length > 0 ? anyType : undefined;
  return (names) => {
    const steps = shared.get('steps') ?? stepsType(names);
    return { flow: withSteps(shared, steps, memory), step: withSteps(ofStep, steps, memory) };
  };
}

function withSteps(
  names: ReadonlyMap<string, ExpressionType>,
  steps: ExpressionType,
  memory: ExpressionType | undefined,
): ExpressionEnvironment {
  return {
    typeOf: (name) => (name === 'steps' ? steps : names.get(name)),
    *names() {
      yield 'steps';
      yield* names.keys();
    },
    memory: () => memory,
  };
}

/** What a step leaves behind for the steps after it. */
const stepType = recordType(
  new Map<string, ExpressionType>([
    ['output', anyType],
    ['status', stringType],
    ['failed', booleanType],
    ['attempts', numberType],
    ['duration', durationType],
    ['error', anyType],
  ]),
);

function stepsType(steps: Iterable<string>): RecordType {
  const members = new Map<string, ExpressionType>();
  for (const name of steps) members.set(name, stepType);
  return recordType(members, { noun: 'step' });
}

function projectType(project: Entity | undefined): ExpressionType {
  if (project === undefined) return anyType;
  const known = schema.project.properties.map(({ name }) => [name, anyType] as const);
  const written = project.properties.map(({ key, value }) => [key.text, typeOf(value)] as const);
  return recordType(new Map([['name', stringType], ...known, ...written]));
}

/** Few programs ask for an agent by its name: the names are gathered when one does. */
function agentsType({ agents }: Model): RecordType {
  let gathered: ReadonlySet<string> | undefined;
  const names = (): ReadonlySet<string> => {
    gathered ??= new Set(agents.map(({ name }) => name));
    return gathered;
  };
  return {
    ...{ kind: 'record', noun: 'agent', isOpen: false },
    member: (name) => (names().has(name) ? anyType : undefined),
    names,
  };
}

/** Of all contexts, as any of them may be the one that is active. */
export function variableTypes(model: Model): ReadonlyMap<string, ExpressionType> {
  const types = new Map<string, ExpressionType>();
  for (const { variables } of model.contexts) {
    for (const { key, value } of variables) {
      const type = typeOf(value);
      const other = types.get(key.text);
      types.set(key.text, other === undefined ? type : joinTypes(other, type));
    }
  }
  return types;
}

function typeOf(value: Value): ExpressionType {
  switch (value.kind) {
    case 'String':
      return value.bare ? anyType : stringType;
    case 'Identifier':
      return stringType;
    case 'Number':
      return numberType;
    case 'Bool':
      return booleanType;
    case 'Duration':
      return durationType;
    case 'Array':
      return listOf(anyType);
    case 'Pipeline':
      return listOf(stringType);
    case 'Object':
      return recordType(new Map(value.block.members.filter(isProperty).map(memberType)));
    case 'Null':
    case 'Variable':
    case 'Reference':
    case 'Missing':
      return anyType;
  }
}

function memberType({ key, value }: Property): readonly [string, ExpressionType] {
  return [key.text, typeOf(value)];
}
