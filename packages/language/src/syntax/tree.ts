import type { Span } from '../text/span.js';
import type { Expression } from './expression.js';

/**
 * The syntax tree of a `.mso` text.
 *
 * It keeps what a person wrote: every property in source order under the key as it was spelled,
 * with the span of every part. What a property means is decided later by the schema and the
 * checks. A tree exists for every text: where something was missing the node says
 * `incomplete: true`, and the diagnostics beside the tree say what.
 */
export interface Program extends Span {
  readonly kind: 'Program';
  readonly declarations: readonly Declaration[];
  /** The names of what was no declaration, but meant as one: `agnet "writer" { … }`. */
  readonly unread?: readonly Name[];
}

export const declarationKeywords = [
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
] as const;

export type DeclarationKeyword = (typeof declarationKeywords)[number];

/** `agent "writer" { … }`; a top-level `pipeline` keeps its flow in `flow`. */
export interface Declaration extends Span, MayBeIncomplete {
  readonly kind: 'Declaration';
  readonly keyword: DeclarationKeyword;
  readonly keywordSpan: Span;
  /** Absent where the language allows none (`memory`, `project`, `pipeline`) or it is missing. */
  readonly name?: Name;
  /** Absent for a `pipeline` in flow form, a `load` without a block, or when it is missing. */
  readonly block?: Block;
  readonly flow?: Flow;
}

/** A name or a key as written; `text` is without quotes and escapes. */
export interface Name extends Span {
  readonly kind: 'Name';
  readonly text: string;
}

/** Whether a name stands in quotes: only then it is longer than what it says. */
export function isQuoted({ start, end, text }: Name): boolean {
  return end - start !== text.length;
}

/** `{ … }`; the span covers the braces. */
export interface Block extends Span, MayBeIncomplete {
  readonly kind: 'Block';
  /** Behind the opening brace; where the block begins if that one is missing. */
  readonly bodyStart: number;
  /** Before the closing brace; undefined when the block was never closed. */
  readonly bodyEnd: number | undefined;
  readonly members: readonly Member[];
}

export type Member = Property | Section | PipelineMember | Story;

/** `key = value`, `key { … }` (value: an ObjectValue) or `key [ … ]` (value: an ArrayValue). */
export interface Property extends Span, MayBeIncomplete {
  readonly kind: 'Property';
  readonly key: Name;
  readonly value: Value;
  /** Where the value is an expression (a step's `when`); `value` is then its text as a String. */
  readonly expression?: Expression;
}

/** `step "name" { … }` of a workflow, `stage "name" { … }` of a pipeline. */
export interface Section extends Span, MayBeIncomplete {
  readonly kind: 'Section';
  readonly keyword: 'step' | 'stage';
  readonly keywordSpan: Span;
  readonly name?: Name;
  readonly block?: Block;
}

/** `pipeline { a -> b }` inside a workflow (`pipeline = …` forms of a flow come here as well). */
export interface PipelineMember extends Span, MayBeIncomplete {
  readonly kind: 'PipelineMember';
  readonly keywordSpan: Span;
  readonly name?: Name;
  readonly flow: Flow;
}

/** `backstory { raw text }`; `text` is cleaned as language.md 1.5 (Backstory) says. */
export interface Story extends Span, MayBeIncomplete {
  readonly kind: 'Story';
  readonly key: Name;
  readonly text: string;
}

export interface Flow extends Span, MayBeIncomplete {
  readonly kind: 'Flow';
  readonly nodes: readonly FlowNode[];
}

export type FlowNode = StepNode | ParallelNode | ConditionalNode;

export interface StepNode extends Span {
  readonly kind: 'StepNode';
  readonly name: Name;
}

/** `[a | b]` or `[a, b]`. */
export interface ParallelNode extends Span, MayBeIncomplete {
  readonly kind: 'ParallelNode';
  readonly branches: readonly FlowNode[];
}

/** `if condition { … } else { … }`. */
export interface ConditionalNode extends Span, MayBeIncomplete {
  readonly kind: 'ConditionalNode';
  readonly condition: Expression;
  readonly thenFlow: Flow;
  readonly elseFlow?: Flow;
}

export type Value =
  | StringValue
  | NumberValue
  | BoolValue
  | NullValue
  | DurationValue
  | VariableValue
  | ReferenceValue
  | IdentifierValue
  | ArrayValue
  | ObjectValue
  | PipelineValue
  | MissingValue;

/**
 * A string. One with placeholders (`"for ${input.name}"`) has `parts` as well; `text` then holds
 * the placeholders as they are written.
 *
 * `x = ${a.b + 1}` is a string too, with `bare` and its whole source as `text`: who stores values
 * stores that text, and who evaluates the only part gets a value of any kind.
 */
export interface StringValue extends Span, MayBeIncomplete {
  readonly kind: 'String';
  readonly text: string;
  readonly parts?: readonly StringPart[];
  readonly bare?: true;
}

export type StringPart = TextPart | PlaceholderPart;

/** What stands between placeholders; `text` is without escapes. */
export interface TextPart extends Span {
  readonly kind: 'TextPart';
  readonly text: string;
}

/** `${ expression }`; the span covers the braces. */
export interface PlaceholderPart extends Span, MayBeIncomplete {
  readonly kind: 'PlaceholderPart';
  readonly expression: Expression;
}

export interface NumberValue extends Span {
  readonly kind: 'Number';
  readonly value: number;
}

export interface BoolValue extends Span {
  readonly kind: 'Bool';
  readonly value: boolean;
}

export interface NullValue extends Span {
  readonly kind: 'Null';
}

export type DurationUnit = 'Seconds' | 'Minutes' | 'Hours' | 'Days';

/** `value` is a whole number of `unit`: `1.5h` arrives here as 90 Minutes. */
export interface DurationValue extends Span {
  readonly kind: 'Duration';
  readonly value: number;
  readonly unit: DurationUnit;
}

/** `$NAME` (environment) or `${dotted.path}` (variable). */
export interface VariableValue extends Span {
  readonly kind: 'Variable';
  readonly scope: 'environment' | 'variable';
  readonly name: string;
  /** Of a `${dotted.path}`: the same path as an expression. */
  readonly expression?: Expression;
}

/** `@a.b`, or `@file[key]` with its `index`. */
export interface ReferenceValue extends Span, MayBeIncomplete {
  readonly kind: 'Reference';
  readonly path: string;
  readonly index?: Name;
}

/** A bare word: a string, as the language has always had it. */
export interface IdentifierValue extends Span {
  readonly kind: 'Identifier';
  readonly text: string;
}

export interface ArrayValue extends Span, MayBeIncomplete {
  readonly kind: 'Array';
  readonly items: readonly Value[];
}

export interface ObjectValue extends Span, MayBeIncomplete {
  readonly kind: 'Object';
  readonly block: Block;
}

/** `a -> b -> c` where a value stands: two or more names. */
export interface PipelineValue extends Span, MayBeIncomplete {
  readonly kind: 'Pipeline';
  readonly names: readonly Name[];
}

/** Stands where a value was expected and none was found; always under an incomplete parent. */
export interface MissingValue extends Span {
  readonly kind: 'Missing';
}

export interface MayBeIncomplete {
  /** Something this node needs was missing from the text, and a diagnostic says what. */
  readonly incomplete?: true;
}
