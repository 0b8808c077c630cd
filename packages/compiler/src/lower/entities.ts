import type { EntityKind, Instruction } from '@mso/bytecode';
import type {
  AgentModel,
  ContextModel,
  CrewModel,
  Entity,
  Member,
  Property,
  Span,
  Value,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import {
  effectiveMembers,
  effectiveProperties,
  emitConstant,
  emitNameList,
  emitProperty,
  stringConstant,
} from './values.js';

/** Emits the instruction that declares an entity, and its block. */
export function emitDeclaration(
  emitter: Emitter,
  entity: Entity,
  id: number,
  body: () => void,
): void {
  const { declaration } = entity;
  const kind: EntityKind = declaration.keyword;
  const instruction = declare(emitter, kind, id, entity.name);
  const end = declaration.block?.bodyStart ?? declaration.name?.end ?? declaration.keywordSpan.end;
  const span: Span = { start: declaration.start, end };
  emitter.block({ id, kind, name: entity.name }, { instruction, span }, body);
}

function declare(emitter: Emitter, kind: EntityKind, id: number, name: string): Instruction {
  switch (kind) {
    case 'agent':
      return { op: 'DeclareAgent', id };
    case 'workflow':
      return { op: 'DeclareWorkflow', id };
    case 'context':
      return { op: 'DeclareContext', id };
    case 'crew':
      return { op: 'DeclareCrew', id };
    default:
      return {
        op: 'SetMetadata',
        keyIndex: emitter.strings.intern(`decl/${id}`),
        valueIndex: emitter.strings.intern(`${kind}:${name}`),
      };
  }
}

export function emitAgent(emitter: Emitter, ids: Ids, agent: AgentModel): void {
  const id = ids.entity(agent);
  for (const member of membersOf(agent)) {
    if (member.kind === 'Story') {
      const text = stringConstant(emitter, agent.backstory?.text ?? '');
      emitConstant(emitter, { id, path: ['backstory'] }, text, member);
    } else if (member.kind === 'Property') {
      emitAgentProperty(emitter, id, agent, member);
    }
  }
}

function emitAgentProperty(
  emitter: Emitter,
  id: number,
  agent: AgentModel,
  property: Property,
): void {
  const target = { id, path: [property.key.text] };
  const { value } = property;
  if (property.key.text === 'capabilities' && isListOfWords(value)) {
    emitter.statement(property);
    for (const { text, start, end } of agent.capabilities) {
      const capabilityIndex = emitter.strings.intern(text);
      emitter.emit({ op: 'SetCapability', agent: id, capabilityIndex }, { start, end });
    }
  } else if (property.key.text === 'backstory' && agent.backstory) {
    emitConstant(emitter, target, stringConstant(emitter, agent.backstory.text), property);
  } else {
    emitProperty(emitter, target, property);
  }
}

/** Every item is a word and there is at least one: what `SetCapability` can say. */
function isListOfWords(value: Value): boolean {
  if (value.kind !== 'Array' || value.items.length === 0) return false;
  return value.items.every(({ kind }) => kind === 'String' || kind === 'Identifier');
}

/** `process_type` is another spelling of `process`. */
function crewKey(key: string): string {
  return key === 'process_type' ? 'process' : key;
}

export function emitCrew(emitter: Emitter, ids: Ids, crew: CrewModel): void {
  const id = ids.entity(crew);
  for (const property of effectiveProperties(crew.declaration.block?.members ?? [], crewKey)) {
    const key = crewKey(property.key.text);
    if (key === 'agents') {
      emitNameList(emitter, { id, path: [key] }, property);
    } else if (key === 'process' && crew.process) {
      const text = stringConstant(emitter, crew.process.toLowerCase());
      emitConstant(emitter, { id, path: [key] }, text, property);
    } else {
      emitProperty(emitter, { id, path: [key] }, property);
    }
  }
}

/** Properties of a context that are its own; every other one is a variable. */
const contextFields = new Set(['environment', 'debug', 'max_tokens']);

export function emitContext(emitter: Emitter, ids: Ids, context: ContextModel): void {
  const id = ids.entity(context);
  const variables = new Set(contextVariables(context));
  const variable = (property: Property): void =>
    emitProperty(emitter, { id, path: ['variables', property.key.text] }, property);
  for (const member of membersOf(context)) {
    if (member.kind !== 'Property') continue;
    const key = member.key.text;
    if (key === 'secrets') emitSecrets(emitter, id, context);
    else if (key === 'variables' && member.value.kind === 'Object') {
      for (const property of effectiveProperties(context.variables)) variable(property);
    } else if (contextFields.has(key)) emitProperty(emitter, { id, path: [key] }, member);
    else if (variables.has(member)) variable(member);
  }
}

function emitSecrets(emitter: Emitter, id: number, context: ContextModel): void {
  const last = new Map(context.secrets.map((secret) => [secret.key.text, secret]));
  for (const secret of last.values()) {
    emitter.statement(secret.property);
    emitter.emit(
      {
        op: 'SetSecret',
        context: id,
        keyIndex: emitter.strings.intern(secret.key.text),
        secret: { kind: secret.kind, index: emitter.strings.intern(secret.target) },
      },
      secret.property,
    );
  }
}

/** The variables of a context: its `variables` block, and what else it sets beside its fields. */
export function contextVariables(context: ContextModel): readonly Property[] {
  const own = effectiveProperties(context.variables);
  const taken = new Set(own.map(({ key }) => key.text));
  const others = effectiveProperties(context.properties).filter(
    ({ key }) => !contextFields.has(key.text) && !taken.has(key.text),
  );
  return [...own, ...others];
}

/** The body of a block whose properties all mean themselves. */
export function emitPlain(emitter: Emitter, ids: Ids, entity: Entity): void {
  const id = ids.entity(entity);
  for (const member of membersOf(entity)) {
    if (member.kind === 'Property') {
      emitProperty(emitter, { id, path: [member.key.text] }, member);
    }
  }
}

function membersOf(entity: Entity): readonly Member[] {
  return effectiveMembers(entity.declaration.block?.members ?? []);
}
