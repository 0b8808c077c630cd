import { type ExpressionValue, isDuration, isList, isRecord, type Scope } from '@mso/values';

/** What is known of a value before there is one. Nothing is ever said against `any`. */
export type ExpressionType = AnyType | PlainType | ListType | RecordType;

export interface AnyType {
  readonly kind: 'any';
}

export interface PlainType {
  readonly kind: 'null' | 'boolean' | 'number' | 'string' | 'duration';
}

export interface ListType {
  readonly kind: 'list';
  readonly item: ExpressionType;
}

/** Members are asked for one by one, so that a machine's parts need not be read as a whole. */
export interface RecordType {
  readonly kind: 'record';
  /** What its members are, for messages. */
  readonly noun: 'member' | 'step' | 'agent';
  /** Whether there may be members besides those that it knows. */
  readonly isOpen: boolean;
  member(name: string): ExpressionType | undefined;
  names(): Iterable<string>;
}

/** Where the types of an expression's names come from; what a Scope is for their values. */
export interface ExpressionEnvironment {
  typeOf(name: string): ExpressionType | undefined;
  /** Every name that `typeOf` knows; for suggestions. */
  names(): Iterable<string>;
  /** `$NAME`; a string where the environment does not say. */
  environment?(name: string): ExpressionType | undefined;
  /** `@path`; anything where the environment does not say. */
  memory?(path: string): ExpressionType | undefined;
}

export const anyType: AnyType = { kind: 'any' };
export const nullType: PlainType = { kind: 'null' };
export const booleanType: PlainType = { kind: 'boolean' };
export const numberType: PlainType = { kind: 'number' };
export const stringType: PlainType = { kind: 'string' };
export const durationType: PlainType = { kind: 'duration' };

export function listOf(item: ExpressionType): ListType {
  return { kind: 'list', item };
}

export function recordType(
  members: ReadonlyMap<string, ExpressionType>,
  { noun = 'member', isOpen = false }: Partial<Pick<RecordType, 'noun' | 'isOpen'>> = {},
): RecordType {
  return {
    kind: 'record',
    noun,
    isOpen,
    member: (name) => members.get(name),
    names: () => members.keys(),
  };
}

/** The narrowest type that both are. */
export function joinTypes(left: ExpressionType, right: ExpressionType): ExpressionType {
  if (left === right) return left;
  if (left.kind === 'list' && right.kind === 'list') {
    return listOf(joinTypes(left.item, right.item));
  }
  if (left.kind !== right.kind || left.kind === 'record') return anyType;
  return left;
}

/** How messages call a type. */
export function describeType({ kind }: Pick<ExpressionType, 'kind'>): string {
  switch (kind) {
    case 'any':
    case 'null':
      return kind;
    case 'record':
      return 'an object';
    default:
      return `a ${kind}`;
  }
}

/** The type of a value that is there; an empty list may hold anything. */
export function typeOfValue(value: ExpressionValue): ExpressionType {
  if (value === null) return nullType;
  switch (typeof value) {
    case 'boolean':
      return booleanType;
    case 'number':
      return numberType;
    case 'string':
      return stringType;
    default:
      if (isDuration(value)) return durationType;
      if (isList(value)) return listOf(anyType);
      return isRecord(value) ? typeOfRecord(value) : anyType;
  }
}

function typeOfRecord(value: Extract<ExpressionValue, { kind: 'record' }>): RecordType {
  return {
    kind: 'record',
    noun: 'member',
    isOpen: false,
    member: (name) => {
      const member = value.get(name);
      return member === undefined ? undefined : typeOfValue(member);
    },
    names: () => value.keys(),
  };
}

/**
 * The environment that a scope is: expressions are checked against a paused machine with the
 * names they will be evaluated with. What is null now may be anything when the expression runs.
 */
export function environmentOf(scope: Scope): ExpressionEnvironment {
  const typeOrAny = (value: ExpressionValue | undefined): ExpressionType | undefined => {
    if (value === undefined) return undefined;
    return value === null ? anyType : typeOfValue(value);
  };
  const { environment, memory } = scope;
  return {
    typeOf: (name) => typeOrAny(scope.lookup(name)),
    names: () => scope.names(),
    ...(environment && { environment: (name) => typeOrAny(environment.call(scope, name)) }),
    ...(memory && { memory: (path) => typeOrAny(memory.call(scope, path)) }),
  };
}
