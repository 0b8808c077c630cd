import { agentSchema, crewSchema } from './agents.js';
import {
  contextSchema,
  databaseSchema,
  embeddingsSchema,
  loadSchema,
  memorySchema,
  pluginSchema,
  projectSchema,
  vectorIndexSchema,
} from './resources.js';
import type { BlockKind, BlockSchema, PropertySchema } from './schema.js';
import {
  pipelineSchema,
  retrySchema,
  stepSchema,
  triggerSchema,
  workflowSchema,
} from './workflows.js';

export const schema: Readonly<Record<BlockKind, BlockSchema>> = {
  project: projectSchema,
  agent: agentSchema,
  workflow: workflowSchema,
  trigger: triggerSchema,
  step: stepSchema,
  stage: { ...stepSchema, documentation: 'A stage: a step of a standalone pipeline.' },
  retry: retrySchema,
  memory: memorySchema,
  embeddings: embeddingsSchema,
  context: contextSchema,
  crew: crewSchema,
  pipeline: pipelineSchema,
  plugin: pluginSchema,
  database: databaseSchema,
  vector_index: vectorIndexSchema,
  load: loadSchema,
};

const propertiesByKind = new Map(
  Object.entries(schema).map(([kind, { properties }]) => [
    kind,
    new Map(
      properties.flatMap((property) => [
        [property.name, property] as const,
        [property.alias ?? property.name, property] as const,
      ]),
    ),
  ]),
);

/** What is known about a key in a kind of block; undefined for a property of the author's own. */
export function propertySchema(kind: BlockKind, key: string): PropertySchema | undefined {
  return propertiesByKind.get(kind)?.get(key);
}
