import type { Span } from './span.js';

export type DurationUnit = 'Seconds' | 'Minutes' | 'Hours' | 'Days';

/** What an expression yields. Numbers are ints where they are safe integers, floats elsewhere. */
export type ExpressionValue =
  | null
  | boolean
  | number
  | string
  | DurationAmount
  | readonly ExpressionValue[]
  | ListValue
  | RecordValue;

export interface DurationAmount {
  readonly kind: 'duration';
  readonly milliseconds: number;
  /** The unit it is shown in. */
  readonly unit: DurationUnit;
}

/** A list whose items are made when they are asked for. */
export interface ListValue {
  readonly kind: 'list';
  readonly length: number;
  at(index: number): ExpressionValue | undefined;
}

/** A record whose members are made when they are asked for. */
export interface RecordValue {
  readonly kind: 'record';
  /** The member, or undefined where the record has none of that name. */
  get(name: string): ExpressionValue | undefined;
  keys(): Iterable<string>;
}

/** Where an expression's names come from. */
export interface Scope {
  lookup(name: string): ExpressionValue | undefined;
  /** Every name that `lookup` knows; for suggestions. */
  names(): Iterable<string>;
  /** `$NAME`. */
  environment?(name: string): ExpressionValue | undefined;
  /** `@path`. */
  memory?(path: string): ExpressionValue | undefined;
}

export type EvaluationErrorKind =
  | 'TypeConversion'
  | 'DivisionByZero'
  | 'ResourceNotFound'
  | 'InvalidArgument'
  | 'LimitExceeded';

/** An expression that cannot be evaluated; `span` is the part of it that failed. */
export class EvaluationError extends Error {
  constructor(
    readonly kind: EvaluationErrorKind,
    message: string,
    readonly span: Span,
  ) {
    super(message);
    this.name = 'EvaluationError';
  }
}
