import type { ProcessType } from '@mso/bytecode';
import type { Fields } from './fields.js';
import type {
  AgentConfig,
  ContextConfig,
  CrewConfig,
  DatabaseConfig,
  EmbeddingConfig,
  LoadConfig,
  MemoryConfig,
  PluginConfig,
  ProjectConfig,
} from './types.js';

export function projectConfig(name: string, fields: Fields): ProjectConfig {
  const description = fields.text('description');
  return {
    name,
    version: fields.text('version') ?? '',
    author: fields.text('author') ?? '',
    ...(description !== undefined && { description }),
    metadata: fields.rest(),
  };
}

export function agentConfig(name: string, fields: Fields): AgentConfig {
  const temperature = fields.number('temperature');
  const maxTokens = fields.number('max_tokens');
  const backstory = fields.text('backstory');
  return {
    name,
    model: fields.text('model') ?? 'gpt-4',
    role: fields.text('role') ?? 'Assistant',
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    capabilities: [...new Set(fields.texts('capabilities'))],
    ...(backstory !== undefined && { backstory }),
    tools: fields.texts('tools'),
    constraints: fields.texts('constraints'),
    ...fields.extra(),
  };
}

export function memoryConfig(fields: Fields): MemoryConfig {
  const cacheSize = fields.number('cache_size');
  return {
    provider: fields.text('provider') ?? '',
    connection: fields.text('connection') ?? '',
    embeddings: embeddingConfig(fields),
    ...(cacheSize !== undefined && { cache_size: cacheSize }),
    persistence: fields.bool('persistence') ?? true,
    ...fields.extra(),
  };
}

/** `embeddings` is a block, or the name of the model alone. */
function embeddingConfig(memory: Fields): EmbeddingConfig {
  const fields = memory.nested('embeddings');
  if (fields === undefined) return { model: memory.text('embeddings') ?? '', dimensions: 0 };
  const batchSize = fields.number('batch_size');
  return {
    model: fields.text('model') ?? '',
    dimensions: fields.number('dimensions') ?? 0,
    ...(batchSize !== undefined && { batch_size: batchSize }),
    ...fields.extra(),
  };
}

export function contextConfig(name: string, fields: Fields): ContextConfig {
  const maxTokens = fields.number('max_tokens');
  return {
    name,
    environment: fields.text('environment') ?? '',
    debug: fields.bool('debug') ?? false,
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    secrets: fields.secrets('secrets'),
    variables: fields.map('variables') ?? new Map(),
  };
}

const processTypes: ReadonlyMap<string, ProcessType> = new Map([
  ['sequential', 'Sequential'],
  ['hierarchical', 'Hierarchical'],
  ['parallel', 'Parallel'],
  ['consensus', 'Consensus'],
]);

export function crewConfig(name: string, fields: Fields): CrewConfig {
  const manager = fields.text('manager');
  const maxIterations = fields.number('max_iterations');
  return {
    name,
    agents: fields.texts('agents'),
    process_type: processTypes.get(fields.text('process') ?? '') ?? 'Sequential',
    ...(manager !== undefined && { manager }),
    ...(maxIterations !== undefined && { max_iterations: maxIterations }),
    verbose: fields.bool('verbose') ?? false,
    ...fields.extra(),
  };
}

/** `config { … }` and whatever else the block sets; the former wins. */
export function pluginConfig(name: string, fields: Fields): PluginConfig {
  const source = fields.text('source') ?? '';
  const version = fields.text('version') ?? 'latest';
  const config = fields.map('config') ?? new Map();
  return { name, source, version, config: new Map([...fields.rest(), ...config]) };
}

export function databaseConfig(name: string, fields: Fields): DatabaseConfig {
  const path = fields.text('path');
  const shards = fields.number('shards');
  const compression = fields.bool('compression');
  const cacheSize = fields.number('cache_size');
  const vectorIndex = fields.map('vector_index');
  return {
    name,
    ...(path !== undefined && { path }),
    ...(shards !== undefined && { shards }),
    ...(compression !== undefined && { compression }),
    ...(cacheSize !== undefined && { cache_size: cacheSize }),
    ...(vectorIndex && { vector_index: vectorIndex }),
    properties: fields.rest(),
  };
}

export function loadConfig(name: string, fields: Fields): LoadConfig {
  return { name, properties: fields.rest() };
}
