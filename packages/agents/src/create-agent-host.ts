import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { AgentHost, AgentRequest } from '@mso/vm';
import type { AgentsConfig, CommandAgents, HttpAgents } from './config/agents-config.js';
import { readAgentsConfig } from './config/read-agents-config.js';
import { type AgentLogLine, type Answer, realHost } from './real-host.js';
import { RevealableSecrets } from './secrets/revealable-secrets.js';
import { SecretFinder } from './secrets/secret-finder.js';
import { SecretMask } from './secrets/secret-mask.js';
import { readSimulation } from './simulation/read-simulation.js';
import { SimulatedHost } from './simulation/simulated-host.js';
import type { Surroundings } from './surroundings.js';

export interface AgentHostSettings {
  /** The attribute `agents` of a launch configuration, not yet checked. */
  readonly agents?: unknown;
  /** The attribute `simulation`, not yet checked. */
  readonly simulation?: unknown;
  /** The folder that relative paths of the configuration start at. */
  readonly cwd: string;
  /** The path of the program: its simulation stands beside it, and files of secrets. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes what people should see; its text is masked. */
  readonly onLog?: (line: AgentLogLine) => void;
}

export type AgentHostResult =
  | {
      readonly kind: 'host';
      readonly host: AgentHost;
      /** What the program keeps secret; for those who are to see it. */
      readonly secrets: RevealableSecrets;
    }
  | RefusedAgents;

interface RefusedAgents {
  readonly kind: 'problems';
  readonly problems: readonly AgentHostProblem[];
}

export interface AgentHostProblem {
  /** Names the attribute, where no file is at fault. */
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const simulationBytesMax = 16 * 1024 * 1024;

/** Who answers the agents of a run, as its configuration says; or all that is wrong with that. */
export async function createAgentHost(settings: AgentHostSettings): Promise<AgentHostResult> {
  const result = readAgentsConfig(settings.agents);
  const messages = result.kind === 'problems' ? [...result.problems] : [];
  const simulation = settings.simulation;
  if (simulation !== undefined && (typeof simulation !== 'string' || simulation === '')) {
    messages.push('simulation must be a string');
  } else if (result.kind === 'config' && result.config.mode !== 'simulated' && simulation) {
    messages.push(`simulation goes with agents.mode "simulated", not "${result.config.mode}"`);
  }
  if (result.kind === 'problems' || messages.length > 0) {
    return { kind: 'problems', problems: messages.map((message) => ({ message })) };
  }
  const { config } = result;
  const surroundings = surroundingsOf(config, settings);
  const secrets = new RevealableSecrets(surroundings.secrets, surroundings.mask);
  if (config.mode !== 'simulated') {
    const answer = await realAnswer(config, surroundings);
    return { kind: 'host', host: realHost(answer, surroundings.mask), secrets };
  }
  const named = typeof simulation === 'string' ? resolve(settings.cwd, simulation) : undefined;
  const agents = await simulatedAgents(resolve(settings.cwd, settings.program), named);
  return agents instanceof SimulatedHost ? { kind: 'host', host: agents, secrets } : agents;
}

function surroundingsOf(config: AgentsConfig, settings: AgentHostSettings): Surroundings {
  const { environment, onLog } = settings;
  const vaultCommand = config.mode === 'simulated' ? undefined : config.vaultCommand;
  const cwd = resolve(settings.cwd);
  const programFolder = dirname(resolve(cwd, settings.program));
  const mask = new SecretMask();
  return {
    environment,
    cwd,
    mask,
    secrets: new SecretFinder({ environment, cwd, programFolder, vaultCommand }, mask),
    log: ({ agent, workflow, step }: AgentRequest, text: string): void => {
      onLog?.({ agent: agent.name, workflow, step, text: mask.text(text) });
    },
  };
}

/** What real agents need is loaded when they are asked for: most runs are simulated. */
async function realAnswer(
  config: CommandAgents | HttpAgents,
  surroundings: Surroundings,
): Promise<Answer> {
  if (config.mode === 'command') {
    const { commandAgents } = await import('./command/command-agents.js');
    return commandAgents(config, surroundings);
  }
  const { httpAgents } = await import('./http/http-agents.js');
  return httpAgents(config, surroundings);
}

/** By the file that is named, which must be there, or by the program's own, which may be. */
async function simulatedAgents(
  program: string,
  named: string | undefined,
): Promise<SimulatedHost | RefusedAgents> {
  const file = named ?? simulationBeside(program);
  const text = await readText(file);
  if (text.kind === 'none' && named === undefined) {
    return new SimulatedHost(undefined);
  }
  if (text.kind !== 'text') return refused(`the simulation cannot be read: ${text.reason}`, file);
  const result = readSimulation(text.text);
  if (result.kind === 'problems') {
    return { kind: 'problems', problems: result.problems.map((each) => ({ ...each, file })) };
  }
  return new SimulatedHost(result.simulation);
}

/** `support.mso` has `support.sim.json`. */
function simulationBeside(program: string): string {
  return join(dirname(program), `${basename(program, extname(program))}.sim.json`);
}

type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' | 'unreadable'; readonly reason: string };

async function readText(file: string): Promise<FileText> {
  try {
    const stats = await stat(file);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'it is no file' };
    if (stats.size > simulationBytesMax) {
      return { kind: 'unreadable', reason: `it has more than ${simulationBytesMax} bytes` };
    }
    return { kind: 'text', text: await readFile(file, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { kind: 'none', reason: 'there is no such file' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function refused(message: string, file: string): RefusedAgents {
  return { kind: 'problems', problems: [{ message, file }] };
}
