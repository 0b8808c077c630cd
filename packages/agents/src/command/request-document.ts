import type { AgentCard, AgentRequest, ContextCard, Value } from '@mso/vm';
import { toJsonText } from '../values/plain.js';

/** A request as the one JSON document that a program reads; README.md describes it. */
export function requestDocument(
  request: AgentRequest,
  secrets: ReadonlyMap<string, string>,
): string {
  const { agent, task, inputs, context, workflow, step, attempt, crew } = request;
  const parts = new Map<string, Value>();
  parts.set('agent', agentPart(agent));
  parts.set('task', task);
  parts.set('inputs', new Map(inputs));
  parts.set('context', context === undefined ? null : contextPart(context));
  parts.set('workflow', workflow);
  parts.set('step', step);
  parts.set('attempt', attempt);
  if (crew !== undefined) parts.set('crew', crew);
  parts.set('secrets', new Map(secrets));
  return `${toJsonText(parts)}\n`;
}

function agentPart(agent: AgentCard): Value {
  const parts = new Map<string, Value>();
  parts.set('name', agent.name);
  parts.set('model', agent.model);
  parts.set('role', agent.role);
  if (agent.temperature !== undefined) parts.set('temperature', agent.temperature);
  if (agent.maxTokens !== undefined) parts.set('max_tokens', agent.maxTokens);
  if (agent.backstory !== undefined) parts.set('backstory', agent.backstory);
  parts.set('capabilities', [...agent.capabilities]);
  parts.set('tools', [...agent.tools]);
  return parts;
}

function contextPart({ name, environment, variables }: ContextCard): Value {
  const parts = new Map<string, Value>();
  parts.set('name', name);
  parts.set('environment', environment);
  parts.set('variables', new Map(variables));
  return parts;
}
