export type { CompileResult } from './compile.js';
export { compile, compileWithResult } from './compile.js';
