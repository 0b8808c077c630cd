import type { Span } from '../text/span.js';
import type { DurationUnit } from './tree.js';

/** An expression of language.md section 4; one grammar for programs and for the debugger. */
export type Expression =
  | LiteralExpression
  | DurationExpression
  | NameExpression
  | EnvironmentExpression
  | MemoryExpression
  | ListExpression
  | RecordExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | MissingExpression;

export interface LiteralExpression extends Span {
  readonly kind: 'Literal';
  readonly value: null | boolean | number | string;
}

export interface DurationExpression extends Span {
  readonly kind: 'DurationLiteral';
  readonly value: number;
  readonly unit: DurationUnit;
}

export interface NameExpression extends Span {
  readonly kind: 'NameUse';
  readonly name: string;
}

/** `$NAME`. */
export interface EnvironmentExpression extends Span {
  readonly kind: 'Environment';
  readonly name: string;
}

/** `@memory.key`, or `@memory["any text"]`. */
export interface MemoryExpression extends Span {
  readonly kind: 'MemoryUse';
  /** The path, and the text in brackets behind it, as `referencePath` writes them. */
  readonly path: string;
}

export interface ListExpression extends Span {
  readonly kind: 'List';
  readonly items: readonly Expression[];
}

export interface RecordExpression extends Span {
  readonly kind: 'Record';
  readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}

export interface UnaryExpression extends Span {
  readonly kind: 'Unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'matches'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface BinaryExpression extends Span {
  readonly kind: 'Binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: 'Choice';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `object.name`, or `object?.name` (a missing member is then null). */
export interface MemberExpression extends Span {
  readonly kind: 'Member';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly optional: boolean;
}

export interface IndexExpression extends Span {
  readonly kind: 'Index';
  readonly object: Expression;
  readonly index: Expression;
}

export interface CallExpression extends Span {
  readonly kind: 'Call';
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly args: readonly Expression[];
}

/** Stands where an expression was expected and none was found. */
export interface MissingExpression extends Span {
  readonly kind: 'MissingExpression';
}
