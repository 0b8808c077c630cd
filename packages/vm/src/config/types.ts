import type { Backoff, DurationUnit, ProcessType } from '@mso/bytecode';

/**
 * The configuration that a program declares.
 *
 * Members are spelled as they are printed. Maps keep the order of the source.
 */
export interface HelixConfig {
  readonly projects: ReadonlyMap<string, ProjectConfig>;
  readonly agents: ReadonlyMap<string, AgentConfig>;
  readonly workflows: ReadonlyMap<string, WorkflowConfig>;
  /** The last nameless `memory` block. */
  readonly memory?: MemoryConfig;
  readonly memories: ReadonlyMap<string, MemoryConfig>;
  readonly contexts: ReadonlyMap<string, ContextConfig>;
  readonly crews: ReadonlyMap<string, CrewConfig>;
  readonly pipelines: ReadonlyMap<string, PipelineConfig>;
  readonly plugins: readonly PluginConfig[];
  readonly databases: ReadonlyMap<string, DatabaseConfig>;
  readonly loads: readonly LoadConfig[];
}

export type ConfigValue =
  | null
  | boolean
  | number
  | string
  | DurationConfig
  | SecretRef
  | readonly ConfigValue[]
  | ConfigMap;

export type ConfigMap = ReadonlyMap<string, ConfigValue>;

/** The unit is kept: 60 Seconds and 1 Minutes are not the same text. */
export interface DurationConfig {
  readonly value: number;
  readonly unit: DurationUnit;
}

/** Where a secret is found; never the secret. */
export type SecretRef =
  | { readonly Environment: string }
  | { readonly Vault: string }
  | { readonly File: string };

export interface ProjectConfig {
  readonly name: string;
  readonly version: string;
  readonly author: string;
  readonly description?: string;
  readonly metadata: ConfigMap;
}

/** Properties that have no field of their own. */
interface WithExtra {
  readonly extra?: ConfigMap;
}

export interface AgentConfig extends WithExtra {
  readonly name: string;
  readonly model: string;
  readonly role: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly capabilities: readonly string[];
  readonly backstory?: string;
  readonly tools: readonly string[];
  readonly constraints: readonly string[];
}

export interface WorkflowConfig extends WithExtra {
  readonly name: string;
  readonly trigger: TriggerConfig;
  readonly steps: readonly StepConfig[];
  readonly pipeline?: PipelineConfig;
  readonly outputs: readonly string[];
  readonly on_error?: string;
  readonly timeout?: DurationConfig;
  readonly retry?: RetryConfig;
}

export type TriggerConfig =
  | 'Manual'
  | { readonly Schedule: string }
  | { readonly Webhook: string }
  | { readonly Event: string }
  | { readonly FileWatch: string };

export interface StepConfig extends WithExtra {
  readonly name: string;
  readonly agent?: string;
  readonly crew?: readonly string[];
  readonly task: string;
  readonly timeout?: DurationConfig;
  readonly parallel: boolean;
  readonly depends_on: readonly string[];
  readonly retry?: RetryConfig;
}

export interface RetryConfig extends WithExtra {
  readonly max_attempts: number;
  readonly delay: DurationConfig;
  readonly backoff: Backoff;
}

export interface PipelineConfig extends WithExtra {
  readonly name: string;
  readonly stages: readonly string[];
  readonly flow: string;
}

export interface MemoryConfig extends WithExtra {
  readonly provider: string;
  readonly connection: string;
  readonly embeddings: EmbeddingConfig;
  readonly cache_size?: number;
  readonly persistence: boolean;
}

export interface EmbeddingConfig extends WithExtra {
  readonly model: string;
  readonly dimensions: number;
  readonly batch_size?: number;
}

export interface ContextConfig {
  readonly name: string;
  readonly environment: string;
  readonly debug: boolean;
  readonly max_tokens?: number;
  readonly secrets: ReadonlyMap<string, SecretRef>;
  readonly variables: ConfigMap;
}

export interface CrewConfig extends WithExtra {
  readonly name: string;
  readonly agents: readonly string[];
  readonly process_type: ProcessType;
  readonly manager?: string;
  readonly max_iterations?: number;
  readonly verbose: boolean;
}

export interface PluginConfig {
  readonly name: string;
  readonly source: string;
  readonly version: string;
  readonly config: ConfigMap;
}

export interface DatabaseConfig {
  readonly name: string;
  readonly path?: string;
  readonly shards?: number;
  readonly compression?: boolean;
  readonly cache_size?: number;
  readonly vector_index?: ConfigMap;
  readonly properties: ConfigMap;
}

export interface LoadConfig {
  readonly name: string;
  readonly properties: ConfigMap;
}
