import type { EntityKind, Instruction } from '@mso/bytecode';
import type {
  AgentModel,
  ContextModel,
  CrewModel,
  Entity,
  Member,
  Property,
  Span,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import { emitConstant, emitNames, emitProperty, stringConstant } from './values.js';

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
  const end = declaration.block?.open.end ?? declaration.name?.end ?? declaration.keywordSpan.end;
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
  const key = property.key.text;
  const target = { id, path: [key] };
  switch (key) {
    case 'capabilities':
      emitter.statement();
      for (const { text, start, end } of agent.capabilities) {
        const capabilityIndex = emitter.strings.intern(text);
        emitter.emit({ op: 'SetCapability', agent: id, capabilityIndex }, { start, end });
      }
      return;
    case 'tools':
    case 'constraints':
      return emitNames(emitter, target, agent[key], property);
    case 'backstory':
      if (agent.backstory) {
        const text = stringConstant(emitter, agent.backstory.text);
        return emitConstant(emitter, target, text, property);
      }
      break;
  }
  emitProperty(emitter, target, property);
}

export function emitCrew(emitter: Emitter, ids: Ids, crew: CrewModel): void {
  const id = ids.entity(crew);
  for (const member of membersOf(crew)) {
    if (member.kind !== 'Property') continue;
    const key = member.key.text;
    if (key === 'agents') {
      emitNames(emitter, { id, path: ['agents'] }, crew.agents, member);
    } else if ((key === 'process' || key === 'process_type') && crew.process) {
      const text = stringConstant(emitter, crew.process.toLowerCase());
      emitConstant(emitter, { id, path: ['process'] }, text, member);
    } else {
      emitProperty(emitter, { id, path: [key] }, member);
    }
  }
}

/** Properties of a context that are its own; every other one is a variable (binary.md, Q10). */
const contextFields = new Set(['environment', 'debug', 'max_tokens']);

export function emitContext(emitter: Emitter, ids: Ids, context: ContextModel): void {
  const id = ids.entity(context);
  for (const member of membersOf(context)) {
    if (member.kind !== 'Property') continue;
    const inside = (property: Property): boolean =>
      member.start <= property.start && property.end <= member.end;
    const key = member.key.text;
    if (key === 'secrets') emitSecrets(emitter, id, context, inside);
    else if (key === 'variables' && member.value.kind === 'Object') {
      for (const variable of context.variables.filter(inside)) {
        emitProperty(emitter, { id, path: ['variables', variable.key.text] }, variable);
      }
    } else if (contextFields.has(key)) emitProperty(emitter, { id, path: [key] }, member);
    else if (contextVariables(context).includes(member)) {
      emitProperty(emitter, { id, path: ['variables', key] }, member);
    }
  }
}

function emitSecrets(
  emitter: Emitter,
  id: number,
  context: ContextModel,
  inside: (property: Property) => boolean,
): void {
  for (const secret of context.secrets) {
    if (!inside(secret.property)) continue;
    emitter.statement();
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
  const own = new Set(context.variables.map((variable) => variable.key.text));
  const others = context.properties.filter(
    ({ key }) => !contextFields.has(key.text) && !own.has(key.text) && !isPart(key.text),
  );
  return [...context.variables, ...others];
}

function isPart(key: string): boolean {
  return key === 'secrets' || key === 'variables';
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
  return entity.declaration.block?.members ?? [];
}
