import type { Declaration, Member, PipelineMember, Program, Section } from '../syntax/tree.js';
import { spanOf } from '../text/span.js';
import { secretsOf } from './contexts.js';
import type {
  AgentModel,
  ContextModel,
  CrewModel,
  Entity,
  FlowModel,
  Model,
  PipelineModel,
  ProcessKind,
  StepModel,
  WorkflowModel,
} from './model.js';
import { retryOf, stepOfSection, stepsOfProperty } from './steps.js';
import { triggerOf } from './triggers.js';
import {
  durationOf,
  findProperty,
  isProperty,
  kept,
  nameUseOf,
  nameUsesOf,
  propertiesOf,
  readProperty,
  textOf,
} from './values.js';

/** Reads what a program declares. It never judges: what cannot be read is undefined. */
export function buildModel(program: Program): Model {
  const model = {
    projects: [] as Entity[],
    agents: [] as AgentModel[],
    workflows: [] as WorkflowModel[],
    contexts: [] as ContextModel[],
    crews: [] as CrewModel[],
    memories: [] as Entity[],
    pipelines: [] as PipelineModel[],
    plugins: [] as Entity[],
    databases: [] as Entity[],
    loads: [] as Entity[],
    entities: [] as Entity[],
  };
  const add = <T extends Entity>(list: T[], entity: T): void => {
    list.push(entity);
    model.entities.push(entity);
  };
  for (const declaration of program.declarations) {
    switch (declaration.keyword) {
      case 'project':
        add(model.projects, entityOf(declaration));
        break;
      case 'agent':
        add(model.agents, agentOf(declaration));
        break;
      case 'workflow':
        add(model.workflows, workflowOf(declaration));
        break;
      case 'context':
        add(model.contexts, contextOf(declaration));
        break;
      case 'crew':
        add(model.crews, crewOf(declaration));
        break;
      case 'memory':
        add(model.memories, entityOf(declaration));
        break;
      case 'pipeline':
        add(model.pipelines, pipelineOf(declaration));
        break;
      case 'plugin':
        add(model.plugins, entityOf(declaration));
        break;
      case 'database':
        add(model.databases, entityOf(declaration));
        break;
      case 'load':
        add(model.loads, entityOf(declaration));
        break;
    }
  }
  return model;
}

/** The entity without the properties that its subtype has a place for. */
function entityOf(declaration: Declaration, ...taken: readonly string[]): Entity {
  const { name, keyword, block } = declaration;
  return {
    declaration,
    name: name?.text ?? keyword,
    named: name !== undefined,
    properties: kept(propertiesOf(block), ({ key }) => !taken.includes(key.text)),
  };
}

function agentOf(declaration: Declaration): AgentModel {
  const all = propertiesOf(declaration.block);
  return {
    ...entityOf(declaration, 'capabilities', 'tools', 'constraints', 'backstory'),
    capabilities: readProperty(all, 'capabilities', nameUsesOf) ?? [],
    tools: readProperty(all, 'tools', nameUsesOf) ?? [],
    constraints: readProperty(all, 'constraints', nameUsesOf) ?? [],
    backstory: backstoryOf(declaration.block?.members ?? []),
  };
}

function backstoryOf(members: readonly Member[]): AgentModel['backstory'] {
  const last = members.findLast(
    (member) => member.kind === 'Story' || (isProperty(member) && member.key.text === 'backstory'),
  );
  if (last?.kind === 'Story') return { text: last.text, span: spanOf(last) };
  if (last?.kind !== 'Property') return undefined;
  const { value } = last;
  if (value.kind === 'Array') {
    return {
      text: nameUsesOf(value)
        .map(({ text }) => text)
        .join('\n'),
      span: spanOf(value),
    };
  }
  const text = textOf(value);
  return text === undefined ? undefined : { text, span: spanOf(value) };
}

function workflowOf(declaration: Declaration): WorkflowModel {
  const { block } = declaration;
  const all = propertiesOf(block);
  const trigger = findProperty(all, 'trigger');
  const retry = findProperty(all, 'retry');
  return {
    ...entityOf(declaration, 'trigger', 'steps', 'timeout', 'retry', 'outputs', 'on_error'),
    steps: (block?.members ?? []).flatMap(stepsOfMember),
    outputs: readProperty(all, 'outputs', nameUsesOf) ?? [],
    trigger: trigger === undefined ? undefined : triggerOf(trigger),
    pipeline: flowOf(block?.members.findLast(isPipelineMember)),
    timeout: readProperty(all, 'timeout', durationOf),
    retry: retry === undefined ? undefined : retryOf(retry),
    onError: readProperty(all, 'on_error', nameUseOf),
  };
}

function stepsOfMember(member: Member): readonly StepModel[] {
  if (member.kind === 'Section') return definedOnly(stepOfSection(member));
  return isProperty(member) && member.key.text === 'steps' ? stepsOfProperty(member) : [];
}

function definedOnly<T>(item: T | undefined): readonly T[] {
  return item === undefined ? [] : [item];
}

function isPipelineMember(member: Member): member is PipelineMember {
  return member.kind === 'PipelineMember';
}

function flowOf(member: PipelineMember | undefined): FlowModel | undefined {
  return member === undefined ? undefined : { flow: member.flow, span: spanOf(member) };
}

function contextOf(declaration: Declaration): ContextModel {
  const all = propertiesOf(declaration.block);
  const secrets = findProperty(all, 'secrets');
  const variables = findProperty(all, 'variables')?.value;
  return {
    ...entityOf(declaration, 'environment', 'secrets', 'variables'),
    secrets: secrets === undefined ? [] : secretsOf(secrets),
    variables: variables?.kind === 'Object' ? propertiesOf(variables.block) : [],
    environment: readProperty(all, 'environment', textOf),
  };
}

const processes: ReadonlyMap<string, ProcessKind> = new Map([
  ['sequential', 'Sequential'],
  ['hierarchical', 'Hierarchical'],
  ['parallel', 'Parallel'],
  ['consensus', 'Consensus'],
]);

function crewOf(declaration: Declaration): CrewModel {
  const all = propertiesOf(declaration.block);
  const process = findProperty(all, 'process', 'process_type');
  return {
    ...entityOf(declaration, 'agents', 'process', 'process_type', 'manager'),
    agents: readProperty(all, 'agents', nameUsesOf) ?? [],
    process: process === undefined ? undefined : processes.get(textOf(process.value) ?? ''),
    manager: readProperty(all, 'manager', nameUseOf),
  };
}

function pipelineOf(declaration: Declaration): PipelineModel {
  const { flow, block } = declaration;
  const sections = (block?.members ?? []).filter(
    (member): member is Section => member.kind === 'Section',
  );
  return {
    ...entityOf(declaration),
    stages: sections.flatMap((section) => definedOnly(stepOfSection(section))),
    flow: flow === undefined ? undefined : { flow, span: spanOf(flow) },
  };
}
