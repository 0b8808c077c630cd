import type {
  AgentSymbol,
  ContextSymbol,
  CrewSymbol,
  SecretSource,
  SymbolTable,
  TriggerType,
  WorkflowSymbol,
} from '@mso/bytecode';
import type {
  AgentModel,
  ContextModel,
  CrewModel,
  Entity,
  Model,
  TriggerModel,
  Value,
  WorkflowModel,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import { stepIdsOf } from './steps.js';
import { textOf } from './values.js';
import { flowNames } from './workflows.js';

/** What an agent is when its declaration does not say. */
const defaults = { model: 'gpt-4', role: 'Assistant' } as const;

/** Counts are kept in 32 bits; the machine says so where a program asks for more. */
const largestCount = 0xffff_ffff;

/** The symbol table: what is known of a program's entities without running it. */
export function buildSymbols(
  emitter: Emitter,
  ids: Ids,
  model: Model,
  /** The function of each workflow. */
  entries: ReadonlyMap<WorkflowModel, number>,
): SymbolTable {
  const table = <E extends Entity, S extends { id: number }>(
    entities: readonly E[],
    symbol: (emitter: Emitter, ids: Ids, entity: E) => S,
  ): ReadonlyMap<number, S> =>
    new Map(
      entities.map((entity) => {
        const built = symbol(emitter, ids, entity);
        return [built.id, built];
      }),
    );
  return {
    agents: table(model.agents, agentSymbol),
    workflows: table(model.workflows, (...args) =>
      withEntry(workflowSymbol(...args), entries.get(args[2])),
    ),
    contexts: table(model.contexts, contextSymbol),
    crews: table(model.crews, crewSymbol),
    nextId: ids.next,
  };
}

function withEntry(symbol: WorkflowSymbol, entry: number | undefined): WorkflowSymbol {
  return entry === undefined ? symbol : { ...symbol, entry };
}

function agentSymbol(emitter: Emitter, ids: Ids, agent: AgentModel): AgentSymbol {
  const { strings } = emitter;
  const temperature = numberOf(propertyValue(agent, 'temperature'));
  const maxTokens = numberOf(propertyValue(agent, 'max_tokens'));
  return {
    id: ids.entity(agent),
    nameIndex: strings.intern(agent.name),
    modelIndex: strings.intern(textOf(propertyValue(agent, 'model')) ?? defaults.model),
    roleIndex: strings.intern(textOf(propertyValue(agent, 'role')) ?? defaults.role),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens: Math.min(maxTokens, largestCount) }),
    capabilities: agent.capabilities.map(({ text }) => strings.intern(text)),
    ...(agent.backstory && { backstoryIndex: strings.intern(agent.backstory.text) }),
  };
}

function workflowSymbol(emitter: Emitter, ids: Ids, workflow: WorkflowModel): WorkflowSymbol {
  const stepIds = stepIdsOf(ids, workflow.steps);
  const pipeline =
    workflow.pipeline && flowNames(workflow.pipeline.flow).map(({ text }) => stepIds.get(text));
  return {
    id: ids.entity(workflow),
    nameIndex: emitter.strings.intern(workflow.name),
    trigger: triggerType(emitter, workflow.trigger),
    steps: [...stepIds.values()],
    ...(pipeline && { pipeline: pipeline.filter((id) => id !== undefined) }),
  };
}

function triggerType(emitter: Emitter, trigger: TriggerModel | undefined): TriggerType {
  if (trigger === undefined || trigger.kind === 'Manual') return { kind: 'Manual' };
  return { kind: trigger.kind, argumentIndex: emitter.strings.intern(trigger.argument) };
}

function contextSymbol(emitter: Emitter, ids: Ids, context: ContextModel): ContextSymbol {
  const { strings } = emitter;
  const debug = propertyValue(context, 'debug');
  const maxTokens = numberOf(propertyValue(context, 'max_tokens'));
  const last = new Map(context.secrets.map((secret) => [secret.key.text, secret]));
  const secrets = [...last.values()].map((secret): [number, SecretSource] => [
    strings.intern(secret.key.text),
    { kind: secret.kind, index: strings.intern(secret.target) },
  ]);
  return {
    id: ids.entity(context),
    nameIndex: strings.intern(context.name),
    environmentIndex: strings.intern(context.environment ?? ''),
    debug: debug?.kind === 'Bool' && debug.value,
    ...(maxTokens !== undefined && { maxTokens }),
    secrets: new Map(secrets),
  };
}

function crewSymbol(emitter: Emitter, ids: Ids, crew: CrewModel): CrewSymbol {
  const managerId = crew.manager && ids.agentNamed(crew.manager.text);
  return {
    id: ids.entity(crew),
    nameIndex: emitter.strings.intern(crew.name),
    agentIds: crew.agents.map(({ text }) => ids.agentNamed(text)).filter((id) => id !== undefined),
    process: crew.process ?? 'Sequential',
    ...(managerId !== undefined && { managerId }),
  };
}

/** The value of a property of the entity's own block; the last one where there are several. */
function propertyValue(entity: Entity, key: string): Value | undefined {
  for (const member of entity.declaration.block?.members.toReversed() ?? []) {
    if (member.kind === 'Property' && member.key.text === key) return member.value;
  }
  return undefined;
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'Number' ? value.value : undefined;
}
