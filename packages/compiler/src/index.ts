export type { CompileResult } from './compile.js';
export { compile } from './compile.js';
