import type { Code } from './code.js';
import type { DebugInfo } from './debug-info.js';
import type { ModuleFunction } from './functions.js';
import type { ConstantValue, SecretSource } from './instructions.js';

/**
 * A compiled program: what the machine executes.
 *
 * An instruction's address is its index in `code`. A declaration's block is
 * the run of instructions that follows the one that declares it, up to `Block.end`.
 *
 * The declarations come first and end at `declarationsEnd`, where the machine links the program;
 * behind them stands the code of the functions.
 */
export interface Module {
  readonly version: 1;
  readonly metadata: ModuleMetadata;
  readonly symbols: SymbolTable;
  readonly code: Code;
  /** The address behind the last declaration; every function starts there or later. */
  readonly declarationsEnd: number;
  /** What `Call` can name, by its operand. */
  readonly functions: readonly ModuleFunction[];
  readonly strings: readonly string[];
  readonly constants: readonly ConstantValue[];
  /** The blocks in the order of their first instruction; a block encloses those it contains. */
  readonly blocks: readonly Block[];
  readonly cells: readonly StaticCell[];
  /** The first address of cells made while running; every static cell lies below it. */
  readonly heapBase: number;
  readonly debug?: DebugInfo;
}

export interface ModuleMetadata {
  readonly sourceFile?: string;
  readonly compilerVersion: string;
}

export const entityKinds = [
  'project',
  'agent',
  'workflow',
  'memory',
  'context',
  'crew',
  'pipeline',
  'plugin',
  'database',
  'load',
  'step',
] as const;

export type EntityKind = (typeof entityKinds)[number];

/** The range of an entity's block: `start` is the declaring instruction, `end` is past the last. */
export interface Block {
  readonly entity: number;
  readonly kind: EntityKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A memory cell that has an owner before the program runs. */
export interface StaticCell {
  readonly address: number;
  /** An entity, a variable of a context, what a step yields, or what `@path` names. */
  readonly kind: 'entity' | 'variable' | 'output' | 'memory';
  /** The entity the cell belongs to; 0 for a cell of kind memory. */
  readonly entity: number;
  /** What a person calls it: `agent "writer"`, `context "prod".log_level`, `@notes.today`. */
  readonly name: string;
  /** The variable's key, or the memory path. */
  readonly key?: string;
}

/** Symbols by id, in the order of their declaration; ids of all kinds come from one counter. */
export interface SymbolTable {
  readonly agents: ReadonlyMap<number, AgentSymbol>;
  readonly workflows: ReadonlyMap<number, WorkflowSymbol>;
  readonly contexts: ReadonlyMap<number, ContextSymbol>;
  readonly crews: ReadonlyMap<number, CrewSymbol>;
  readonly nextId: number;
}

export interface AgentSymbol {
  readonly id: number;
  readonly nameIndex: number;
  readonly modelIndex: number;
  readonly roleIndex: number;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly capabilities: readonly number[];
  readonly backstoryIndex?: number;
}

export type TriggerKind = 'Manual' | 'Schedule' | 'Webhook' | 'Event' | 'FileWatch';

export interface TriggerType {
  readonly kind: TriggerKind;
  /** Absent for Manual. */
  readonly argumentIndex?: number;
}

export interface WorkflowSymbol {
  readonly id: number;
  readonly nameIndex: number;
  readonly trigger: TriggerType;
  readonly steps: readonly number[];
  /** The steps of the pipeline, flattened. */
  readonly pipeline?: readonly number[];
  /** Where the workflow's code starts; absent where nothing was compiled for it. */
  readonly entry?: number;
}

export interface ContextSymbol {
  readonly id: number;
  readonly nameIndex: number;
  readonly environmentIndex: number;
  readonly debug: boolean;
  readonly maxTokens?: number;
  readonly secrets: ReadonlyMap<number, SecretSource>;
}

export type ProcessType = 'Sequential' | 'Hierarchical' | 'Parallel' | 'Consensus';

export interface CrewSymbol {
  readonly id: number;
  readonly nameIndex: number;
  readonly agentIds: readonly number[];
  readonly process: ProcessType;
  readonly managerId?: number;
}
