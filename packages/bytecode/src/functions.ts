/**
 * What `Call` can name. A function takes its parameters from the operand stack, the last one on
 * top, and leaves exactly one value there.
 */
export type ModuleFunction = CodeFunction | BuiltinFunction;

/** A function made of instructions; its parameters are its first locals. */
export interface CodeFunction {
  readonly kind: 'workflow' | 'step' | 'attempt' | 'expression';
  /** What a call frame shows: the entity's name, or the text of an expression. */
  readonly name: string;
  /** The workflow or step it belongs to, or 0. */
  readonly entity: number;
  /** The address of its first instruction. */
  readonly start: number;
  /** The address behind its last instruction. */
  readonly end: number;
  readonly parameters: number;
  /** How many locals its frame has, parameters included. */
  readonly locals: number;
}

/** A function or operator of expressions that has no instruction of its own. */
export interface BuiltinFunction {
  readonly kind: 'builtin';
  /** One of `builtinNames`. */
  readonly name: string;
  readonly parameters: number;
}

/**
 * The names of the builtin functions.
 *
 * Those of expressions have the names that a program calls them by. The others stand for
 * operators: `-x` negates, `in` and `matches` compare, `[]` takes an object and an index, `?.`
 * and `.?` take an object and a member's name (null where the member is missing; `.?` refuses
 * null itself), `@[]` takes the path of a memory reference and what stands in brackets behind it,
 * `text` turns the value of a placeholder into text. `has …` functions say whether what they name
 * is there: `has .` takes an object and a member's name, `has []` an object and an index, `has @[]`
 * what `@[]` takes, `has $`, `has @` and `has name` a name.
 */
export const builtinNames: readonly string[] = [
  ...['len', 'lower', 'upper', 'trim', 'contains', 'startsWith', 'endsWith', 'split', 'join'],
  ...['round', 'floor', 'ceil', 'abs', 'min', 'max', 'sum', 'keys', 'values', 'has', 'default'],
  ...['json', 'type'],
  ...['-x', 'in', 'matches', '[]', '?.', '.?', 'text'],
  ...['has .', 'has []', 'has $', 'has @', 'has name'],
  ...['@[]', 'has @[]'],
];
