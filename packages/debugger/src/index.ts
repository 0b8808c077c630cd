export { Breakpoints } from './breakpoints/breakpoints.js';
export type { Location } from './breakpoints/locations.js';
export type { BreakpointRequest, SourceBreakpoint } from './breakpoints/source-breakpoint.js';
export { ExpressionProblem } from './evaluation/evaluator.js';
export { type Assignment, splitAssignment } from './evaluation/split-assignment.js';
export {
  DebugSession,
  type Ending,
  type ExceptionFilter,
  type SessionEvents,
  type SessionOptions,
  type StartOptions,
  type Stop,
  type StopReason,
  type ThreadView,
} from './session.js';
export type { Granularity, StepKind } from './stepping/step-plan.js';
export type { Moment } from './travel/moments.js';
export { type FormatOptions, formatValue } from './views/format.js';
export type { Frame } from './views/frames.js';
export { formatFully } from './views/full-text.js';
export type { ScopeView } from './views/scopes.js';
export { childrenOf, makeVariable, type Page, type Variable } from './views/variables.js';
