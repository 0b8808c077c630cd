import type { Block, Name, ObjectValue, Property, Section } from '../syntax/tree.js';
import type { Backoff, RetryModel, StepModel } from './model.js';
import {
  durationOf,
  findProperty,
  nameUseOf,
  nameUsesOf,
  propertiesOf,
  readProperty,
  textOf,
} from './values.js';

/** The steps of `step "x" { … }` or `stage "x" { … }`; one without a name is no step. */
export function stepOfSection(section: Section): StepModel | undefined {
  if (section.name === undefined) return undefined;
  return stepOf(section, section.name, section.block);
}

/** The steps of `steps = [{ name = "x" … }]`. */
export function stepsOfProperty(property: Property): readonly StepModel[] {
  const { value } = property;
  const items = value.kind === 'Array' ? value.items : [];
  return items
    .filter((item): item is ObjectValue => item.kind === 'Object')
    .map((item) => {
      const name = nameInObject(item);
      return name === undefined ? undefined : stepOf(item, name, item.block);
    })
    .filter((step) => step !== undefined);
}

function nameInObject(object: ObjectValue): Name | undefined {
  const value = findProperty(propertiesOf(object.block), 'name')?.value;
  const text = value === undefined ? undefined : textOf(value);
  if (value === undefined || text === undefined) return undefined;
  const { start, end } = value;
  return { kind: 'Name', start, end, text };
}

function stepOf(source: Section | ObjectValue, name: Name, block: Block | undefined): StepModel {
  const properties = propertiesOf(block);
  const retry = findProperty(properties, 'retry');
  return {
    name,
    source,
    block,
    dependsOn: readProperty(properties, 'depends_on', nameUsesOf) ?? [],
    inputs:
      readProperty(properties, 'inputs', (value) =>
        value.kind === 'Object' ? propertiesOf(value.block) : undefined,
      ) ?? [],
    properties,
    agent: readProperty(properties, 'agent', nameUseOf),
    crew: readProperty(properties, 'crew', nameUsesOf),
    task: findProperty(properties, 'task')?.value,
    timeout: readProperty(properties, 'timeout', durationOf),
    parallel: readProperty(properties, 'parallel', (value) =>
      value.kind === 'Bool' ? value.value : undefined,
    ),
    retry: retry === undefined ? undefined : retryOf(retry),
    when: findProperty(properties, 'when')?.expression,
    output: readProperty(properties, 'output', nameUseOf),
  };
}

/** `retry { … }`; undefined where the value is no block. */
export function retryOf(property: Property): RetryModel | undefined {
  const { value } = property;
  if (value.kind !== 'Object') return undefined;
  const properties = propertiesOf(value.block);
  const { start, end } = property.key;
  return {
    property,
    maxAttempts:
      readProperty(properties, 'max_attempts', (attempts) =>
        attempts.kind === 'Number' ? attempts.value : undefined,
      ) ?? 1,
    delay: readProperty(properties, 'delay', durationOf) ?? {
      ...{ start, end },
      value: 0,
      unit: 'Seconds',
      quoted: false,
    },
    backoff: backoffOf(properties),
  };
}

const backoffs: ReadonlyMap<string, Backoff> = new Map([
  ['fixed', 'Fixed'],
  ['linear', 'Linear'],
  ['exponential', 'Exponential'],
]);

function backoffOf(properties: readonly Property[]): Backoff {
  const written = readProperty(properties, 'backoff', (value) => backoffs.get(textOf(value) ?? ''));
  if (written !== undefined) return written;
  const legacy = findProperty(properties, 'exponential_backoff')?.value;
  return legacy?.kind === 'Bool' && legacy.value ? 'Exponential' : 'Fixed';
}
