import type { AgentHost, AgentReply, AgentRequest, Value } from '@mso/vm';
import { plainMap } from '../values/plain.js';
import { toValue } from './json-node.js';
import type { DelayRange, Script, Simulation } from './simulation.js';

/** How often each script has answered, by its key. Never changed: each answer makes a new one. */
type SimulationState = ReadonlyMap<string, number>;

/**
 * Agents that answer as a simulation says, without network, program or clock. Where there is no
 * script for one, it answers with an object that echoes agent, task and inputs.
 *
 * All that a reply depends on beside the request is how often its script has answered: the same
 * requests in the same order get the same replies, also behind a `restore`.
 */
export class SimulatedHost implements AgentHost {
  readonly time = 'virtual';
  private answered: SimulationState = new Map();

  constructor(private readonly simulation: Simulation | undefined) {}

  invoke(request: AgentRequest): AgentReply {
    const found = this.simulation && scriptFor(this.simulation, request);
    if (this.simulation === undefined || found === undefined) return echo(request);
    const { key, script } = found;
    const count = this.answered.get(key) ?? 0;
    this.answered = new Map(this.answered).set(key, count + 1);
    const reply = script[Math.min(count, script.length - 1)];
    if (reply === undefined) return echo(request);
    const afterMs = drawnMs(reply.after, `${this.simulation.seed}/${key}/${count}`);
    return reply.kind === 'failure'
      ? { kind: 'failure', message: reply.message, afterMs }
      : { kind: 'output', output: toValue(reply.output), afterMs };
  }

  snapshot(): SimulationState {
    return this.answered;
  }

  restore(state: SimulationState): void {
    this.answered = state;
  }
}

function scriptFor(
  simulation: Simulation,
  { step, agent }: AgentRequest,
): { readonly key: string; readonly script: Script } | undefined {
  const ofStep = simulation.steps.get(step);
  if (ofStep !== undefined) return { key: `steps/${step}`, script: ofStep };
  const ofAgent = simulation.agents.get(agent.name);
  if (ofAgent !== undefined) return { key: `agents/${agent.name}`, script: ofAgent };
  return simulation.default && { key: 'default', script: simulation.default };
}

function echo({ agent, task, inputs }: AgentRequest): AgentReply {
  const output = new Map<string, Value>();
  output.set('agent', agent.name).set('task', task).set('inputs', plainMap(inputs));
  return { kind: 'output', output };
}

/** A time in the range that depends on nothing but the text. */
function drawnMs({ shortestMs, longestMs }: DelayRange, text: string): number {
  if (shortestMs === longestMs) return shortestMs;
  return shortestMs + Math.round((longestMs - shortestMs) * fractionOf(text));
}

/** 0 to 1, evenly spread over texts: FNV-1a, then mixed so that near texts lie far apart. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0xffffffff;
}
