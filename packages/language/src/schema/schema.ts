/**
 * What the language knows about the properties of each kind of block: one table for the checks,
 * for completion and hover, and for the reference documentation. A property that is not listed
 * is allowed everywhere and kept as it is.
 */
export interface BlockSchema {
  readonly documentation: string;
  readonly properties: readonly PropertySchema[];
}

export type BlockKind =
  | 'project'
  | 'agent'
  | 'workflow'
  | 'trigger'
  | 'step'
  | 'stage'
  | 'retry'
  | 'memory'
  | 'embeddings'
  | 'context'
  | 'crew'
  | 'pipeline'
  | 'plugin'
  | 'database'
  | 'vector_index'
  | 'load';

export interface PropertySchema {
  readonly name: string;
  /** Another spelling with the same meaning. */
  readonly alias?: string;
  readonly type: PropertyType;
  /** The words it takes, and the code of the error for any other; without a code, suggestions. */
  readonly values?: { readonly words: readonly string[]; readonly code?: string };
  /** For numbers. */
  readonly range?: NumberRange;
  /** For a name or a list of names: what they name. */
  readonly names?: readonly NamedKind[];
  /** For a block, or a list of blocks: its kind, where the language knows one. */
  readonly block?: BlockKind;
  /** Its absence is an error or a warning. */
  readonly required?: 'error' | 'warning';
  /** As it would be written. */
  readonly default?: string;
  /** One sentence. */
  readonly documentation: string;
  readonly example: string;
}

export type PropertyType =
  | 'any'
  | 'string'
  | 'number'
  | 'boolean'
  | 'duration'
  | 'expression'
  | 'block'
  | 'blocks'
  | 'flow'
  /** One name. */
  | 'name'
  /** A list of names. */
  | 'names'
  /** A list of names, or a single one. */
  | 'name or names'
  | 'string or block'
  | 'string or list'
  | 'trigger'
  | 'secrets';

export type NamedKind = 'agent' | 'workflow' | 'step' | 'crew' | 'context' | 'memory';

export interface NumberRange {
  readonly integer?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The largest number that fits; a larger one is clamped when the program runs. */
  readonly clampedAt?: number;
}

/** A whole number above 0 that is stored in 32 bits. */
export const positiveCount: NumberRange = { integer: true, minimum: 1, clampedAt: 0xffff_ffff };
