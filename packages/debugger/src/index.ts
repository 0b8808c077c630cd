export { Breakpoints } from './breakpoints/breakpoints.js';
export type { DataBreakpoint, DataRequest } from './breakpoints/data-breakpoints.js';
export { type DataName, nameOf } from './breakpoints/data-name.js';
export {
  accessesOf,
  type DataAccess,
  type DataInfo,
  type DataTarget,
  dataInfo,
} from './breakpoints/data-target.js';
export { type DescribedBreakpoint, describeBreakpoints } from './breakpoints/describe.js';
export type { Location } from './breakpoints/locations.js';
export type {
  AnyRequest,
  BreakpointOptions,
  BreakpointRequest,
  FunctionRequest,
  InstructionRequest,
  SourceBreakpoint,
} from './breakpoints/source-breakpoint.js';
export { type BytesWritten, bytesPerCell, readBytes, writeBytes } from './bytes/memory-bytes.js';
export { executeConsoleCommand, isConsoleCommand } from './console/commands.js';
export { replyForAgent } from './console/reply.js';
export { type Completion, completionsAt } from './evaluation/completions.js';
export { ExpressionProblem } from './evaluation/evaluator.js';
export { toExpression } from './evaluation/machine-values.js';
export { type Assignment, splitAssignment } from './evaluation/split-assignment.js';
export type {
  ExceptionFilter,
  FilterRequest,
  SessionException,
} from './exceptions/exception-stops.js';
export type { Listing } from './listing.js';
export { DebugSession } from './session.js';
export type * from './session-types.js';
export { type GotoTarget, gotoTargets } from './stepping/goto-targets.js';
export { type StepInTarget, stepInTargets } from './stepping/step-in-targets.js';
export type { Granularity, StepKind } from './stepping/step-plan.js';
export type { Stop, StopReason } from './stop.js';
export type { Moment } from './travel/moments.js';
export { declarationOf, propertyDeclarationOf } from './views/declaration.js';
export { type DisassembledRow, disassemble } from './views/disassembly.js';
export { type FormatOptions, formatValue } from './views/format.js';
export type { Frame } from './views/frames.js';
export { formatFully } from './views/full-text.js';
export type { ScopeView } from './views/scopes.js';
export { childrenOf, makeVariable, type Page, type Variable } from './views/variables.js';
export { type StepState, type WorkflowState, workflowStates } from './views/workflow-states.js';
