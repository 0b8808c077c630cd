export interface LaunchAttribute extends Attribute {
  readonly requests: readonly LaunchRequest[];
}

export type LaunchRequest = 'launch' | 'attach';

export interface Attribute {
  readonly name: string;
  /** A value is right when it is of any of these. */
  readonly types: readonly AttributeType[];
  readonly required?: true;
  /** What holds when the attribute is absent; editors may offer it, nobody has to send it. */
  readonly default?: AttributeValue;
  /** Of a string: the only values it may have. */
  readonly values?: readonly { readonly value: string; readonly description: string }[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of an array: what its elements are. */
  readonly items?: AttributeType;
  /** Of an object whose keys are free: what its values are. */
  readonly entries?: AttributeType;
  /** Of an object whose keys are fixed: all of them. */
  readonly properties?: readonly Attribute[];
  /** Markdown, in whole sentences. */
  readonly description: string;
}

export type AttributeType = 'string' | 'boolean' | 'integer' | 'object' | 'array';

export type AttributeValue = string | number | boolean | { readonly [key: string]: AttributeValue };
