import {
  type Block,
  type ConditionalNode,
  type Declaration,
  expressionText,
  type FlowNode,
  type Member,
  type Program,
  type Property,
  type Value,
} from '@mso/language';
import type { ConfigValue, HelixConfig, PipelineConfig, StepConfig } from '@mso/vm';
import { Reader } from './reader.js';

export interface Surroundings {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The configuration that a program declares, read straight from its tree: a second opinion beside
 * the compiler and the machine, written without them.
 */
export function configFromTree(program: Program, { text, environment }: Surroundings): HelixConfig {
  const secrets = secretVariables(program);
  const look = (name: string): ConfigValue =>
    secrets.has(name) ? { Environment: name } : (environment[name] ?? null);
  const tree: Tree = { text, look };
  const all = <T>(keyword: Declaration['keyword'], build: (reader: Reader, d: Declaration) => T) =>
    new Map(
      program.declarations
        .filter((declaration) => declaration.keyword === keyword)
        .map((d): [string, T] => [nameOf(d), build(readerOf(tree, d.block), d)]),
    );
  const memories = all('memory', (reader) => reader.memory());
  const memory = memories.get('memory');
  memories.delete('memory');
  return {
    projects: all('project', (reader, d) => ({ name: nameOf(d), ...reader.project() })),
    agents: all('agent', (reader, d) => ({
      name: nameOf(d),
      ...reader.agent(backstoryOf(tree, d)),
    })),
    workflows: all('workflow', (reader, d) => ({
      name: nameOf(d),
      steps: stepsOf(tree, d.block),
      ...reader.workflow(flowOf(tree, d)),
    })),
    ...(memory && { memory }),
    memories,
    contexts: all('context', (reader, d) => ({ name: nameOf(d), ...reader.context() })),
    crews: all('crew', (reader, d) => ({ name: nameOf(d), ...reader.crew() })),
    pipelines: all('pipeline', (reader, d) => pipelineOf(tree, reader, d)),
    plugins: [...all('plugin', (reader, d) => ({ name: nameOf(d), ...reader.plugin() })).values()],
    databases: all('database', (reader, d) => ({ name: nameOf(d), ...reader.database() })),
    loads: [...all('load', (r, d) => ({ name: nameOf(d), properties: r.rest() })).values()],
  };
}

interface Tree {
  readonly text: string;
  /** What `$NAME` stands for. */
  look(name: string): ConfigValue;
}

function nameOf({ name, keyword }: Declaration): string {
  return name?.text ?? keyword;
}

function membersOf(block: Block | undefined): readonly Member[] {
  return block?.members ?? [];
}

function propertiesOf(block: Block | undefined): Property[] {
  return membersOf(block).filter((member) => member.kind === 'Property');
}

/** The environment variables behind the secrets of every context. */
function secretVariables({ declarations }: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { keyword, block } of declarations) {
    if (keyword !== 'context') continue;
    const last = propertiesOf(block).findLast(({ key }) => key.text === 'secrets')?.value;
    const secrets = last?.kind === 'Object' ? propertiesOf(last.block) : [];
    const byKey = new Map(secrets.map(({ key, value }) => [key.text, value]));
    for (const value of byKey.values()) if (value.kind === 'Variable') names.add(value.name);
  }
  return names;
}

function readerOf(tree: Tree, block: Block | undefined): Reader {
  return new Reader(objectOf(tree, propertiesOf(block)));
}

/** The last of several properties counts, and stands where it was written. */
function objectOf(tree: Tree, properties: readonly Property[]): Map<string, ConfigValue> {
  const object = new Map<string, ConfigValue>();
  for (const { key, value } of properties) {
    object.delete(key.text);
    object.set(key.text, readValue(tree, value));
  }
  return object;
}

function readValue(tree: Tree, value: Value): ConfigValue {
  switch (value.kind) {
    case 'Number':
    case 'Bool':
      return value.value;
    case 'String':
    case 'Identifier':
      return value.text;
    case 'Duration':
      return { value: value.value, unit: value.unit };
    case 'Variable':
      return value.scope === 'environment' ? tree.look(value.name) : null;
    case 'Array':
      return value.items.map((item) => readValue(tree, item));
    case 'Pipeline':
      return value.names.map(({ text }) => text);
    case 'Object':
      return objectOf(tree, propertiesOf(value.block));
    case 'Null':
    case 'Reference':
    case 'Missing':
      return null;
  }
}

function backstoryOf(tree: Tree, { block }: Declaration): string | undefined {
  const last = membersOf(block).findLast(
    (member) => 'key' in member && member.key.text === 'backstory',
  );
  if (last?.kind === 'Story') return last.text;
  const value = last?.kind === 'Property' ? readValue(tree, last.value) : null;
  if (Array.isArray(value)) return value.join('\n');
  return new Reader(new Map([['backstory', value]])).text('backstory');
}

function stepsOf(tree: Tree, block: Block | undefined): StepConfig[] {
  return membersOf(block).flatMap((member): StepConfig[] => {
    if (member.kind === 'Section') {
      return [{ name: member.name?.text ?? '', ...readerOf(tree, member.block).step() }];
    }
    if (member.kind !== 'Property' || member.key.text !== 'steps') return [];
    const items = member.value.kind === 'Array' ? member.value.items : [];
    return items.map((item) => {
      const reader = readerOf(tree, item.kind === 'Object' ? item.block : undefined);
      return { name: reader.text('name') ?? '', ...reader.step() };
    });
  });
}

/** The pipeline of a workflow. */
function flowOf(tree: Tree, { block }: Declaration): PipelineConfig | undefined {
  const member = membersOf(block).findLast(({ kind }) => kind === 'PipelineMember');
  if (member?.kind !== 'PipelineMember') return undefined;
  const { nodes } = member.flow;
  return { name: 'default', stages: namesIn(nodes), flow: textOfFlow(tree, nodes) };
}

function pipelineOf(tree: Tree, reader: Reader, declaration: Declaration): PipelineConfig {
  const { flow, block } = declaration;
  const flowNames = flow ? namesIn(flow.nodes) : reader.texts('stages');
  const stages = [...flowNames, ...stepsOf(tree, block).map(({ name }) => name)];
  const arrows = stages.join(' -> ');
  return {
    name: nameOf(declaration),
    stages,
    flow: flow ? textOfFlow(tree, flow.nodes) : (reader.text('flow') ?? arrows),
    ...reader.extra(),
  };
}

function namesIn(nodes: readonly FlowNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'StepNode') return [node.name.text];
    if (node.kind === 'ParallelNode') return namesIn(node.branches);
    return [...namesIn(node.thenFlow.nodes), ...namesIn(node.elseFlow?.nodes ?? [])];
  });
}

function textOfFlow(tree: Tree, nodes: readonly FlowNode[]): string {
  return nodes.map((node) => textOfNode(tree, node)).join(' -> ');
}

function textOfNode(tree: Tree, node: FlowNode): string {
  if (node.kind === 'StepNode') return node.name.text;
  if (node.kind === 'ConditionalNode') return textOfCondition(tree, node);
  return `[${node.branches.map((branch) => textOfNode(tree, branch)).join(' | ')}]`;
}

function textOfCondition(tree: Tree, node: ConditionalNode): string {
  const condition = expressionText(tree.text.slice(node.condition.start, node.condition.end));
  const then = `if ${condition} { ${textOfFlow(tree, node.thenFlow.nodes)} }`;
  return node.elseFlow ? `${then} else { ${textOfFlow(tree, node.elseFlow.nodes)} }` : then;
}
