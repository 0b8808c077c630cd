import type { EntityKind } from '@mso/bytecode';
import type { Declarations } from '../machine/declarations.js';
import type { Memory } from '../machine/memory.js';
import type { Entity } from '../values/value.js';
import {
  agentConfig,
  contextConfig,
  crewConfig,
  databaseConfig,
  loadConfig,
  memoryConfig,
  pluginConfig,
  projectConfig,
} from './entities.js';
import { Fields } from './fields.js';
import type { HelixConfig } from './types.js';
import { pipelineConfig, stepConfig, workflowConfig } from './workflows.js';

/** The name that the compiler gives a `memory` block without one. */
const namelessMemory = 'memory';

/** The configuration that the declarations so far amount to; nothing in it is shared with them. */
export function buildConfig(declarations: Declarations, memory: Memory): HelixConfig {
  const fieldsOf = (entity: Entity): Fields => new Fields(entity.properties, memory);
  const named = <T>(
    kind: EntityKind,
    build: (name: string, fields: Fields, entity: Entity) => T,
  ): Map<string, T> =>
    new Map(
      declarations
        .ofKind(kind)
        .map((entity) => [entity.name, build(entity.name, fieldsOf(entity), entity)]),
    );
  const stepsOf = (owner: Entity) =>
    declarations.stepsOf(owner.id).map((step) => stepConfig(step.name, fieldsOf(step)));
  const memories = named('memory', (_, fields) => memoryConfig(fields));
  const nameless = memories.get(namelessMemory);
  memories.delete(namelessMemory);
  return {
    projects: named('project', projectConfig),
    agents: named('agent', agentConfig),
    workflows: named('workflow', (name, fields, entity) =>
      workflowConfig(name, fields, stepsOf(entity)),
    ),
    ...(nameless && { memory: nameless }),
    memories,
    contexts: named('context', contextConfig),
    crews: named('crew', crewConfig),
    pipelines: named('pipeline', (name, fields, entity) =>
      pipelineConfig(name, fields, stepsOf(entity)),
    ),
    plugins: [...named('plugin', pluginConfig).values()],
    databases: named('database', databaseConfig),
    loads: [...named('load', loadConfig).values()],
  };
}
