import type { Expression } from '../syntax/expression.js';
import type {
  Block,
  Declaration,
  DurationUnit,
  Flow,
  Name,
  ObjectValue,
  Property,
  Section,
  Value,
} from '../syntax/tree.js';
import type { Span } from '../text/span.js';

/**
 * What a program declares, read from its tree once for the checks, the compiler and the editor.
 *
 * The model decides which spelling means what (`process`/`process_type`, `depends_on = a` or
 * `[a]`, quoted durations, trigger words); it does not judge. A part that is wrong or missing
 * is simply undefined here, and the checks say why.
 */
export interface Model {
  readonly projects: readonly Entity[];
  readonly agents: readonly AgentModel[];
  readonly workflows: readonly WorkflowModel[];
  readonly contexts: readonly ContextModel[];
  readonly crews: readonly CrewModel[];
  readonly memories: readonly Entity[];
  readonly pipelines: readonly PipelineModel[];
  readonly plugins: readonly Entity[];
  readonly databases: readonly Entity[];
  readonly loads: readonly Entity[];
  /** Every entity above in source order. */
  readonly entities: readonly Entity[];
}

export interface Entity {
  readonly declaration: Declaration;
  /** The written name; for a nameless block the name that stands for it (`project`, `memory`). */
  readonly name: string;
  readonly named: boolean;
  /** The properties of its block that remain after the parts that the subtype names; in order. */
  readonly properties: readonly Property[];
}

/** A use of another entity's name. */
export interface NameUse extends Span {
  readonly text: string;
}

export interface AgentModel extends Entity {
  readonly capabilities: readonly NameUse[];
  readonly tools: readonly NameUse[];
  readonly constraints: readonly NameUse[];
  readonly backstory: { readonly text: string; readonly span: Span } | undefined;
}

export interface WorkflowModel extends Entity {
  readonly trigger: TriggerModel | undefined;
  readonly steps: readonly StepModel[];
  /** The last `pipeline` of the block, as a flow whatever form it was written in. */
  readonly pipeline: FlowModel | undefined;
  readonly timeout: DurationModel | undefined;
  readonly retry: RetryModel | undefined;
  readonly outputs: readonly NameUse[];
  readonly onError: NameUse | undefined;
}

export type TriggerKind = 'Manual' | 'Schedule' | 'Webhook' | 'Event' | 'FileWatch';

export interface TriggerModel extends Span {
  readonly kind: TriggerKind;
  /** What follows the colon (`schedule:0 9 * * *`), the bare event word, or empty. */
  readonly argument: string;
  /** Of the object form `trigger = { type = … }`: the other fields. */
  readonly fields: readonly Property[];
  /** The property the trigger was read from. */
  readonly property: Property;
}

/** A step written as `step "x" { … }`, as an object of `steps = [ … ]`, or as a `stage`. */
export interface StepModel {
  readonly name: Name;
  readonly source: Section | ObjectValue;
  readonly block: Block | undefined;
  readonly agent: NameUse | undefined;
  /** Absent when the step names no crew; entries name agents or crews. */
  readonly crew: readonly NameUse[] | undefined;
  readonly task: Value | undefined;
  readonly timeout: DurationModel | undefined;
  readonly parallel: boolean | undefined;
  readonly dependsOn: readonly NameUse[];
  readonly retry: RetryModel | undefined;
  /** The step is skipped where this is false. */
  readonly when: Expression | undefined;
  /** What the agent gets besides the outputs of the steps it depends on. */
  readonly inputs: readonly Property[];
  /** Another name for the step's output. */
  readonly output: NameUse | undefined;
  /** Every property of the step's block in source order, those above included. */
  readonly properties: readonly Property[];
}

/** A duration, quoted or not; `quoted` ones deserve W0301. */
export interface DurationModel extends Span {
  readonly value: number;
  readonly unit: DurationUnit;
  readonly quoted: boolean;
}

export type Backoff = 'Fixed' | 'Linear' | 'Exponential';

export interface RetryModel {
  readonly property: Property;
  /** 1 when not written. */
  readonly maxAttempts: number;
  /** 0 seconds when not written. */
  readonly delay: DurationModel;
  /** Fixed when not written; `exponential_backoff = true` means Exponential. */
  readonly backoff: Backoff;
}

export interface FlowModel {
  readonly flow: Flow;
  /** The member or property that the flow was written in. */
  readonly span: Span;
}

export interface ContextModel extends Entity {
  readonly environment: string | undefined;
  readonly secrets: readonly SecretModel[];
  /** The properties of `variables { … }`, in order. */
  readonly variables: readonly Property[];
}

export interface SecretModel {
  readonly key: Name;
  readonly kind: 'Environment' | 'Vault' | 'File';
  /** The variable's name or the path, without `$`, `vault:` or `file:`. */
  readonly target: string;
  readonly property: Property;
}

export type ProcessKind = 'Sequential' | 'Hierarchical' | 'Parallel' | 'Consensus';

export interface CrewModel extends Entity {
  readonly agents: readonly NameUse[];
  readonly process: ProcessKind | undefined;
  readonly manager: NameUse | undefined;
}

export interface PipelineModel extends Entity {
  readonly flow: FlowModel | undefined;
  /** The stages of the stage form; steps in all but name. */
  readonly stages: readonly StepModel[];
}
