export {
  type Attribute,
  type LaunchAttribute,
  type LaunchRequest,
  launchAttributes,
} from './launch/attributes.js';
export { readEnvFile } from './launch/configuration.js';
export { maxBinaryBytes, readOptions } from './program/load-binary.js';
export { type LoadedProgram, loadProgram, type ProgramForm } from './program/load-program.js';
export { ProgramProblem } from './program/program-problem.js';
export { readBytes } from './program/read-bytes.js';
export { readSource, sourceHost } from './program/read-source.js';
export { type ServeOptions, serveStdio, serveTcp, type TcpOptions } from './serve.js';
