export { type AssemblyResult, assemble } from './assembly/assemble.js';
export {
  assemblyMarker,
  type Disassembly,
  disassemble,
  disassembly,
} from './assembly/disassemble.js';
export type { AssemblyProblem } from './assembly/line-cursor.js';
export type { Code } from './code.js';
export { containerToJson } from './container/container-json.js';
export { type DecodedModule, decodeModule } from './container/decode-module.js';
export {
  type ContainerDescription,
  describeContainer,
  type SectionDescription,
} from './container/describe-container.js';
export { type EncodeOptions, encodeModule } from './container/encode-module.js';
export type {
  Compression,
  ContainerFlags,
  ContainerMetadata,
  ContainerSymbols,
  DataSection,
  HelixBinary,
  SectionType,
  VariableReference,
} from './container/helix-binary.js';
export { fileBytesMax, readContainer } from './container/read-container.js';
export type { ReadOptions } from './container/read-options.js';
export { type FileKind, sniff } from './container/sniff.js';
export { writeContainer } from './container/write-container.js';
export type { CodeSpan, DebugInfo, DebugSource } from './debug-info.js';
export { DebugInfoBuilder, spanAt, statementAt } from './debug-info.js';
export { describeInstruction } from './disassembly.js';
export type { ContainerError, Decoded } from './encoding/format-error.js';
export { type MapEntry, mapEntries } from './entries.js';
export type { BuiltinFunction, CodeFunction, ModuleFunction } from './functions.js';
export { builtinNames } from './functions.js';
export type { InstructionInfo, OperandKind } from './instruction-info.js';
export type {
  Backoff,
  ConstantValue,
  DeclarationInstruction,
  DurationConstant,
  DurationUnit,
  Instruction,
  OperandInstruction,
  OperandOp,
  PipelineNode,
  PlainInstruction,
  PlainOp,
  Push,
  PushEntry,
  PushValue,
  ReferenceKind,
  ResolveReference,
  RetryPolicy,
  SecretSource,
  SetProperty,
  StackInstruction,
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
export type { Op } from './opcodes.js';
export { instructionTable, opOfTag } from './opcodes.js';
export type { PropertyPath } from './property-path.js';
export { decodePath, encodeEmptyPath, encodePath } from './property-path.js';
export { StringPool } from './string-pool.js';
export type { VerifyProblem } from './verify/problems.js';
export { stackDepths } from './verify/stack-depths.js';
export { type StackEffect, stackEffect } from './verify/stack-effect.js';
export { verify } from './verify/verify.js';
