import type { AgentRequest, Value } from '@mso/vm';
import { toJsonText } from '../values/plain.js';

export interface Prompt {
  /** Who the model is. */
  readonly system: string;
  /** What it is to do. */
  readonly user: string;
}

/** What a model is told: the agent as it was declared, then the task and what it is given. */
export function makePrompt({ agent, task, inputs, context, crew }: AgentRequest): Prompt {
  const system = [
    `You are ${agent.name}, in the role of: ${agent.role}.`,
    agent.backstory,
    listed('Your capabilities', agent.capabilities),
    listed('Tools that you may refer to by name', agent.tools),
    crew === undefined ? undefined : `You work in the crew ${crew}.`,
    context && `The context is ${context.name}, the environment ${context.environment || 'unset'}.`,
    context && section('Its variables', context.variables),
  ];
  const user = [task, section('Inputs', inputs)];
  return { system: paragraphs(system), user: paragraphs(user) };
}

function listed(title: string, names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `${title}: ${names.join(', ')}.`;
}

/** Values as JSON, one a line. */
function section(title: string, values: ReadonlyMap<string, Value>): string | undefined {
  if (values.size === 0) return undefined;
  const lines = [...values].map(([name, value]) => `${name}: ${toJsonText(value)}`);
  return [`${title}:`, ...lines].join('\n');
}

function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part.trim() !== '').join('\n\n');
}
