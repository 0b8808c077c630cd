import type { AgentRequest, Value } from '@mso/vm';

/** A request to an agent as a machine would make it. */
export function makeRequest(changes: Partial<AgentRequest> = {}): AgentRequest {
  return {
    agent: {
      name: 'writer',
      model: 'gpt-4',
      role: 'Editor',
      capabilities: [],
      tools: [],
    },
    task: 'write',
    inputs: new Map<string, Value>(),
    context: undefined,
    secrets: new Map(),
    workflow: 'main',
    step: 'draft',
    attempt: 1,
    signal: new AbortController().signal,
    onText: () => undefined,
    ...changes,
  };
}
