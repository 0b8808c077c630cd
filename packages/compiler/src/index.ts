export type { CompileResult } from './compile.js';
export { compile, compileSteps, compileWithResult } from './compile.js';
export type { DecompiledFile } from './decompile/carried-source.js';
export { type DecompiledProgram, decompile } from './decompile/decompile.js';
export type { Fidelity } from './decompile/fidelity.js';
export {
  type OptimizationLevel,
  type OptimizeOptions,
  type OptimizeResult,
  optimizationLevels,
  optimize,
  type PassReport,
} from './optimize/optimize.js';
export { finish, type Steps } from './steps.js';
