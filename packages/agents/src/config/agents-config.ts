/** Who answers when an agent is invoked: the attribute `agents` of a launch configuration. */
export type AgentsConfig = SimulatedAgents | CommandAgents | HttpAgents;

export const agentModes = ['simulated', 'command', 'http'] as const;

export type AgentMode = (typeof agentModes)[number];

export interface SimulatedAgents {
  readonly mode: 'simulated';
}

export interface CommandAgents {
  readonly mode: 'command';
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs; relative to the folder of the configuration. */
  readonly cwd: string;
  /** Over the environment of the run. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly vaultCommand: readonly string[] | undefined;
}

export interface HttpAgents {
  readonly mode: 'http';
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The key of the active context's secrets that holds the API key. */
  readonly apiKeySecret: string | undefined;
  /** The environment variable that holds it where no secret does. */
  readonly apiKeyEnv: string | undefined;
  /** In place of the one that the agent declares. */
  readonly model: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly vaultCommand: readonly string[] | undefined;
}
