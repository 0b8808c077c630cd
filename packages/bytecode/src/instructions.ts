/**
 * Instructions and their operands, as the compiler writes and the machine executes them.
 *
 * `…Index` members are indexes into the module's string pool; ids are those of the symbol table.
 */
export type Instruction = DeclarationInstruction | StackInstruction;

/** The 11 instructions of the MSO IR: what a program declares. */
export type DeclarationInstruction =
  | { readonly op: 'DeclareAgent'; readonly id: number }
  | { readonly op: 'DeclareWorkflow'; readonly id: number }
  | { readonly op: 'DeclareContext'; readonly id: number }
  | { readonly op: 'DeclareCrew'; readonly id: number }
  | SetProperty
  | { readonly op: 'SetCapability'; readonly agent: number; readonly capabilityIndex: number }
  | {
      readonly op: 'SetSecret';
      readonly context: number;
      readonly keyIndex: number;
      readonly secret: SecretSource;
    }
  | { readonly op: 'DefineStep'; readonly owner: number; readonly step: StepDefinition }
  | { readonly op: 'DefinePipeline'; readonly workflow: number; readonly nodes: PipelineNode[] }
  | ResolveReference
  | { readonly op: 'SetMetadata'; readonly keyIndex: number; readonly valueIndex: number };

/** The 39 instructions that expressions, steps and workflows are made of. */
export type StackInstruction = PlainInstruction | OperandInstruction | Push;

/** A stack instruction without operands. */
export interface PlainInstruction {
  readonly op: PlainOp;
}

/** A stack instruction with one number; the instruction table says what it is the number of. */
export interface OperandInstruction {
  readonly op: OperandOp;
  readonly operand: number;
}

export interface Push {
  readonly op: 'Push';
  readonly value: PushValue;
}

export type PlainOp =
  | 'Pop'
  | 'Dup'
  | 'Swap'
  | 'Return'
  | 'CreateObject'
  | 'CreateArray'
  | 'AppendArray'
  | 'Add'
  | 'Sub'
  | 'Mul'
  | 'Div'
  | 'Mod'
  | 'Eq'
  | 'Ne'
  | 'Lt'
  | 'Le'
  | 'Gt'
  | 'Ge'
  | 'And'
  | 'Or'
  | 'Not'
  | 'Nop'
  | 'Halt';

export type OperandOp =
  | 'LoadVar'
  | 'StoreVar'
  | 'LoadRef'
  | 'Jump'
  | 'JumpIf'
  | 'Call'
  | 'InvokeAgent'
  | 'InvokeCrew'
  | 'Pipeline'
  | 'SetField'
  | 'GetField'
  | 'MemStore'
  | 'MemLoad'
  | 'MemEmbed'
  | 'Debug';

/** The key is a plain name, or a JSON pointer (`/retry/delay`) when it starts with `/`. */
export interface SetProperty {
  readonly op: 'SetProperty';
  readonly target: number;
  readonly keyIndex: number;
  readonly value: ConstantValue;
}

export interface ResolveReference {
  readonly op: 'ResolveReference';
  readonly kind: ReferenceKind;
  /** A variable's name, a memory path such as `notes.today`, or a dotted variable path. */
  readonly index: number;
}

export type ReferenceKind = 'Environment' | 'Memory' | 'Variable';

/** A value written into an instruction; `Stack` means: pop it from the operand stack. */
export type ConstantValue =
  | { readonly kind: 'String'; readonly index: number }
  | { readonly kind: 'Number'; readonly value: number }
  | { readonly kind: 'Bool'; readonly value: boolean }
  | { readonly kind: 'Duration'; readonly value: DurationConstant }
  | { readonly kind: 'Null' }
  | { readonly kind: 'Stack' };

/** What `Push` can hold: constants, cells, and values made of them. */
export type PushValue =
  | Exclude<ConstantValue, { readonly kind: 'Stack' }>
  | { readonly kind: 'Reference'; readonly address: number }
  | { readonly kind: 'Array'; readonly items: readonly PushValue[] }
  | { readonly kind: 'Object'; readonly entries: readonly PushEntry[] };

export interface PushEntry {
  readonly keyIndex: number;
  readonly value: PushValue;
}

export type DurationUnit = 'Seconds' | 'Minutes' | 'Hours' | 'Days';

export interface DurationConstant {
  readonly value: number;
  readonly unit: DurationUnit;
}

/** Where a secret is found when an agent needs it. */
export interface SecretSource {
  readonly kind: 'Environment' | 'Vault' | 'File';
  /** The variable's name or the path, without its prefix. */
  readonly index: number;
}

export interface StepDefinition {
  readonly id: number;
  readonly nameIndex: number;
  readonly agentId?: number;
  /** Ids of agents or crews. */
  readonly crewIds?: readonly number[];
  readonly taskIndex?: number;
  readonly timeout?: DurationConstant;
  readonly parallel: boolean;
  readonly dependsOn: readonly number[];
  readonly retry?: RetryPolicy;
  /** Where the code of the step's body starts; absent where nothing was compiled for it. */
  readonly entry?: number;
}

export type Backoff = 'Fixed' | 'Linear' | 'Exponential';

export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly delay: DurationConstant;
  readonly backoff: Backoff;
}

export type PipelineNode =
  | { readonly kind: 'Step'; readonly id: number }
  | { readonly kind: 'Parallel'; readonly nodes: readonly PipelineNode[] }
  | {
      readonly kind: 'Conditional';
      /** The address of the function that says whether the condition holds. */
      readonly condition: number;
      readonly thenBranch: readonly PipelineNode[];
      readonly elseBranch?: readonly PipelineNode[];
    };
