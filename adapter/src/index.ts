export {
  HostedProgram,
  type HostOptions,
  type ProgramToHost,
} from './attach/hosted-program.js';
export { type ProgramServer, serveProgram } from './attach/serve-program.js';
export type { Attribute, LaunchAttribute, LaunchRequest } from './launch/attribute.js';
export { launchAttributes } from './launch/attributes.js';
export { readEnvFile } from './launch/configuration.js';
export { isAssembly } from './program/load-assembly.js';
export { maxBinaryBytes, readOptions } from './program/load-binary.js';
export { type LoadedProgram, loadProgram, type ProgramForm } from './program/load-program.js';
export { type OpenedAgents, openAgents } from './program/open-agents.js';
export { openMemory } from './program/open-memory.js';
export { ProgramProblem } from './program/program-problem.js';
export { readBytes } from './program/read-bytes.js';
export { isBinary, readSource, sourceHost, sourceTextOf, textOf } from './program/read-source.js';
export { traceLine } from './protocol/trace.js';
export { type ServeOptions, serveStdio, serveTcp, type TcpOptions } from './serve.js';
