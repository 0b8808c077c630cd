export { configToJson } from './config/json.js';
export type * from './config/types.js';
export { factsOf, type ModuleFacts } from './handlers/module-facts.js';
export { assignProperty } from './handlers/properties.js';
export type { SearchOptions } from './journal/backward-search.js';
export { Journal, type JournalOptions } from './journal/journal.js';
export type { Kept, Snapshot } from './journal/snapshot.js';
export type * from './machine/agent-host.js';
export type { Breakpoint } from './machine/breakpoint.js';
export { type CallFrame, type FrameKind, namedLocals } from './machine/call-frame.js';
export type { Clock } from './machine/clock.js';
export { Declarations } from './machine/declarations.js';
export {
  type ExecutionState,
  type ExecutionStateKind,
  InvalidTransition,
} from './machine/execution-state.js';
export { cutStack } from './machine/frames.js';
export { HelixVM } from './machine/helix-vm.js';
export { environmentResolver, type ReferenceResolver } from './machine/host.js';
export { canJumpTo, jumpTo } from './machine/jump.js';
export type { Memory } from './machine/memory.js';
export type { OperandStack } from './machine/operand-stack.js';
export type { VMFlags, VMRegisters } from './machine/registers.js';
export { Fault, RuntimeError, type RuntimeErrorKind } from './machine/runtime-error.js';
export type { Thread, ThreadState } from './machine/thread.js';
export { defaultVMConfig, type VMConfig } from './machine/vm-config.js';
export { type ModuleLoader, VMExecutor } from './machine/vm-executor.js';
export type { RunOptions, RunOutcome, VMEvents, VMOptions } from './machine/vm-options.js';
export type { VMStats } from './machine/vm-stats.js';
export { cosine, embeddableText, embeddingLength, embedText } from './memories/embedding.js';
export type { Memories, MemoryFinding } from './memories/memories.js';
export type * from './memories/memory-store.js';
export type { Place, ProfileNode } from './profile/call-tree.js';
export { addedFigures, type Figures } from './profile/figures.js';
export { areAlike, medianProfile } from './profile/median.js';
export { type Profile, Profiler } from './profile/profiler.js';
export {
  type FunctionFigures,
  functionsOf,
  type LineFigures,
  linesOf,
  selfFigures,
} from './profile/summary.js';
export type { Stretch } from './profile/timeline.js';
export { parseDurationMs } from './values/entity-fields.js';
export { valueOfJson } from './values/json-value.js';
export * from './values/value.js';
export { failStep } from './workflow/attempts.js';
export { type FlowGraph, type FlowNode, flowGraph } from './workflow/flow-graph.js';
export type { AgentCall, Invocation } from './workflow/invocation.js';
export { replyFor } from './workflow/reply-for.js';
export * from './workflow/report.js';
export { type PaintReport, reportToText, timeText } from './workflow/report-text.js';
export { runningName } from './workflow/running-names.js';
export { setStepOutput } from './workflow/step-output.js';
export type { StepRun, StepStatus } from './workflow/step-run.js';
export type { WorkflowRun } from './workflow/workflow-run.js';
