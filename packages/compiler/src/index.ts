export type { CompileResult } from './compile.js';
export { compile, compileWithResult } from './compile.js';
export {
  type OptimizationLevel,
  type OptimizeOptions,
  type OptimizeResult,
  optimizationLevels,
  optimize,
  type PassReport,
} from './optimize/optimize.js';
