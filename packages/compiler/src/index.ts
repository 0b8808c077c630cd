export type { CompileResult } from './compile.js';
export { compile, compileWithResult } from './compile.js';
export { type DecompiledFile, type DecompiledProgram, decompile } from './decompile/decompile.js';
export {
  type OptimizationLevel,
  type OptimizeOptions,
  type OptimizeResult,
  optimizationLevels,
  optimize,
  type PassReport,
} from './optimize/optimize.js';
