export type { CodeSpan, DebugInfo, DebugSource } from './debug-info.js';
export { DebugInfoBuilder, spanAt, statementAt } from './debug-info.js';
export { describeInstruction } from './disassembly.js';
export type {
  Backoff,
  ConstantValue,
  DurationConstant,
  DurationUnit,
  Instruction,
  PipelineNode,
  ReferenceKind,
  ResolveReference,
  RetryPolicy,
  SecretSource,
  SetProperty,
  StepDefinition,
} from './instructions.js';
export type {
  AgentSymbol,
  Block,
  ContextSymbol,
  CrewSymbol,
  EntityKind,
  Module,
  ModuleMetadata,
  ProcessType,
  StaticCell,
  SymbolTable,
  TriggerKind,
  TriggerType,
  WorkflowSymbol,
} from './module.js';
export { entityKinds } from './module.js';
export type { InstructionInfo, OperandKind } from './opcodes.js';
export { instructionTable } from './opcodes.js';
export type { PropertyPath } from './property-path.js';
export { decodePath, encodeEmptyPath, encodePath } from './property-path.js';
export { StringPool } from './string-pool.js';
