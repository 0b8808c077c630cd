/** How a member of a symbol, function or step is written. */
export type FieldKind =
  | 'id'
  | 'ids'
  | 'text'
  | 'texts'
  | 'number'
  | 'bool'
  | 'address'
  | 'duration'
  | 'retry'
  | 'trigger'
  | 'secrets'
  | readonly string[];

export interface Field {
  /** The member's name in the module. */
  readonly member: string;
  /** What it is called in the text, before its `=`. */
  readonly key: string;
  /** A list of words means one of them. */
  readonly kind: FieldKind;
  readonly optional?: true;
}

const field = (member: string, key: string, kind: FieldKind): Field => ({ member, key, kind });
const optional = (member: string, key: string, kind: FieldKind): Field => ({
  ...field(member, key, kind),
  optional: true,
});

const id = field('id', 'id', 'id');
const name = field('nameIndex', 'name', 'text');

export const agentFields: readonly Field[] = [
  ...[id, name, field('modelIndex', 'model', 'text'), field('roleIndex', 'role', 'text')],
  optional('temperature', 'temperature', 'number'),
  optional('maxTokens', 'max_tokens', 'number'),
  field('capabilities', 'capabilities', 'texts'),
  optional('backstoryIndex', 'backstory', 'text'),
];

export const workflowFields: readonly Field[] = [
  ...[id, name, field('trigger', 'trigger', 'trigger'), field('steps', 'steps', 'ids')],
  optional('pipeline', 'pipeline', 'ids'),
  optional('entry', 'entry', 'address'),
];

export const contextFields: readonly Field[] = [
  ...[id, name, field('environmentIndex', 'environment', 'text'), field('debug', 'debug', 'bool')],
  optional('maxTokens', 'max_tokens', 'number'),
  field('secrets', 'secrets', 'secrets'),
];

export const crewFields: readonly Field[] = [
  ...[id, name, field('agentIds', 'agents', 'ids')],
  field('process', 'process', ['Sequential', 'Hierarchical', 'Parallel', 'Consensus']),
  optional('managerId', 'manager', 'id'),
];

export const stepFields: readonly Field[] = [
  ...[id, name, optional('agentId', 'agent', 'id'), optional('crewIds', 'crew', 'ids')],
  optional('taskIndex', 'task', 'text'),
  optional('timeout', 'timeout', 'duration'),
  ...[field('parallel', 'parallel', 'bool'), field('dependsOn', 'depends_on', 'ids')],
  optional('retry', 'retry', 'retry'),
  optional('entry', 'entry', 'address'),
];

export const functionFields: readonly Field[] = [
  ...[field('entity', 'entity', 'id'), field('start', 'start', 'address')],
  ...[field('end', 'end', 'address'), field('parameters', 'parameters', 'number')],
  field('locals', 'locals', 'number'),
];

export const functionKinds = ['workflow', 'step', 'attempt', 'expression'] as const;
export const cellKinds = ['entity', 'variable', 'output', 'memory'] as const;
export const triggerKinds = ['Manual', 'Schedule', 'Webhook', 'Event', 'FileWatch'] as const;
export const secretKinds = ['Environment', 'Vault', 'File'] as const;
export const durationUnits = ['Seconds', 'Minutes', 'Hours', 'Days'] as const;
export const backoffs = ['Fixed', 'Linear', 'Exponential'] as const;
export const referenceKinds = ['Environment', 'Memory', 'Variable'] as const;
