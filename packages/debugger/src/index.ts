export { Breakpoints } from './breakpoints/breakpoints.js';
export type { Location } from './breakpoints/locations.js';
export type { BreakpointRequest, SourceBreakpoint } from './breakpoints/source-breakpoint.js';
export { ExpressionProblem, parse as parseInput } from './evaluation/evaluator.js';
export { mask } from './evaluation/machine-values.js';
export {
  DebugSession,
  type Ending,
  type ExceptionFilter,
  type SessionEvents,
  type SessionOptions,
  type StartOptions,
  type Stop,
  type StopReason,
} from './session.js';
export type { Granularity, StepKind } from './stepping/step-plan.js';
export { type FormatOptions, formatValue } from './views/format.js';
export type { Frame } from './views/frames.js';
export type { ScopeView } from './views/scopes.js';
export { childrenOf, makeVariable, type Page, type Variable } from './views/variables.js';
