export {
  readSimulation,
  type SimulationProblem,
  type SimulationText,
} from './simulation/read-simulation.js';
export { simulationSchema } from './simulation/schema.js';
export { SimulatedHost } from './simulation/simulated-host.js';
export type * from './simulation/simulation.js';
