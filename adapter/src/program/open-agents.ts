import {
  type AgentHostProblem,
  type AgentHostSettings,
  createAgentHost,
  type RevealableSecrets,
} from '@mso/agents';
import type { AgentHost } from '@mso/vm';
import { ProgramProblem } from './program-problem.js';

export interface OpenedAgents {
  readonly host: AgentHost;
  readonly secrets: RevealableSecrets;
}

/**
 * Who answers the agents of a run, as its configuration says.
 *
 * @throws ProgramProblem with everything that is wrong with the configuration or the simulation
 */
export async function openAgents(settings: AgentHostSettings): Promise<OpenedAgents> {
  const result = await createAgentHost(settings);
  if (result.kind === 'host') return result;
  throw new ProgramProblem(result.problems.map(describe).join('\n'));
}

function describe({ file, line, column, message }: AgentHostProblem): string {
  if (file === undefined) return message;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place}: ${message}`;
}
