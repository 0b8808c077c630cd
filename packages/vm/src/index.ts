export { configToJson } from './config/json.js';
export type * from './config/types.js';
export { factsOf, type ModuleFacts } from './handlers/module-facts.js';
export { assignProperty } from './handlers/properties.js';
export type * from './machine/agent-host.js';
export type { Breakpoint } from './machine/breakpoint.js';
export { type CallFrame, type FrameKind, namedLocals } from './machine/call-frame.js';
export { Declarations } from './machine/declarations.js';
export {
  type ExecutionState,
  type ExecutionStateKind,
  InvalidTransition,
} from './machine/execution-state.js';
export {
  HelixVM,
  type RunOptions,
  type RunOutcome,
  type VMEvents,
  type VMOptions,
} from './machine/helix-vm.js';
export { environmentResolver, type ReferenceResolver } from './machine/host.js';
export type { Memory } from './machine/memory.js';
export type { OperandStack } from './machine/operand-stack.js';
export type { VMFlags, VMRegisters } from './machine/registers.js';
export { Fault, RuntimeError, type RuntimeErrorKind } from './machine/runtime-error.js';
export { defaultVMConfig, type VMConfig } from './machine/vm-config.js';
export { type ModuleLoader, VMExecutor } from './machine/vm-executor.js';
export type { VMStats } from './machine/vm-stats.js';
export * from './values/value.js';
