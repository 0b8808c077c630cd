export {
  type Attribute,
  type LaunchAttribute,
  type LaunchRequest,
  launchAttributes,
} from './launch/attributes.js';
export { readEnvFile } from './launch/configuration.js';
export {
  type LoadedProgram,
  loadProgram,
  ProgramProblem,
  readSource,
  sourceHost,
} from './program/load-program.js';
export { type ServeOptions, serveStdio, serveTcp, type TcpOptions } from './serve.js';
