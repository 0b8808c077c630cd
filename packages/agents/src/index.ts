export type * from './config/agents-config.js';
export { type AgentsConfigResult, readAgentsConfig } from './config/read-agents-config.js';
export {
  type AgentHostProblem,
  type AgentHostResult,
  type AgentHostSettings,
  createAgentHost,
} from './create-agent-host.js';
export { memoryOpener } from './memory/memory-opener.js';
export { realClock } from './real-clock.js';
export type { AgentLogLine } from './real-host.js';
export type { RevealableSecrets } from './secrets/revealable-secrets.js';
export {
  readSimulation,
  type SimulationProblem,
  type SimulationText,
} from './simulation/read-simulation.js';
export { simulationSchema } from './simulation/schema.js';
export { SimulatedHost } from './simulation/simulated-host.js';
export type * from './simulation/simulation.js';
