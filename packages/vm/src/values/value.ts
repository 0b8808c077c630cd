import type { DurationUnit, EntityKind, SecretSource } from '@mso/bytecode';

/**
 * A value of the machine.
 *
 * Numbers are one kind here: a number is an `int` when it is a safe integer and a `float`
 * otherwise, so that 2 and 2.0 are the same value. Arrays and objects are those of the
 * configuration, whole and in place; what a running program makes lives in cells, and a
 * `Reference` leads there.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Duration
  | Reference
  | SecretReference
  | Value[]
  | ObjectValue
  | Entity;

/** Keys keep the order in which they were first set. */
export type ObjectValue = Map<string, Value>;

const unitMilliseconds: Readonly<Record<DurationUnit, number>> = {
  Seconds: 1_000,
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
};

const unitLetters: Readonly<Record<DurationUnit, string>> = {
  Seconds: 's',
  Minutes: 'm',
  Hours: 'h',
  Days: 'd',
};

/** A length of time that remembers the unit it was written in: 60s and 1m are told apart. */
export class Duration {
  constructor(
    readonly amount: number,
    readonly unit: DurationUnit,
  ) {}

  /** In the given unit where that is exact, else in the largest in which it is, or seconds. */
  static ofMilliseconds(milliseconds: number, unit: DurationUnit): Duration {
    const units: readonly DurationUnit[] = [unit, 'Days', 'Hours', 'Minutes'];
    for (const each of units) {
      const amount = milliseconds / unitMilliseconds[each];
      if (Number.isInteger(amount)) return new Duration(amount, each);
    }
    return new Duration(milliseconds / unitMilliseconds.Seconds, 'Seconds');
  }

  get milliseconds(): number {
    return this.amount * unitMilliseconds[this.unit];
  }

  toString(): string {
    return `${this.amount}${unitLetters[this.unit]}`;
  }
}

/** The address of a memory cell. */
export class Reference {
  constructor(readonly address: number) {}
}

/** Where a secret is to be found. The machine never holds the secret itself. */
export class SecretReference {
  constructor(
    readonly kind: SecretSource['kind'],
    readonly target: string,
  ) {}
}

/**
 * Something a program declared, in its static cell.
 *
 * `properties` holds what was set so far under the keys as spelled; defaults are not written into
 * it, they show in the configuration.
 */
export class Entity {
  readonly properties: ObjectValue = new Map();
  /** Its block has ended, and its properties are what the program made them. */
  complete = false;

  constructor(
    readonly id: number,
    readonly kind: EntityKind,
    readonly name: string,
    /** The workflow or pipeline of a step. */
    readonly owner?: number,
  ) {}
}

/** Whether a value may be a name. */
export function isWord(value: Value): value is string {
  return typeof value === 'string';
}

/** Whether the `zero` flag is set for a value: nothing, false, 0, or empty. */
export function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return value instanceof Duration && value.amount === 0;
}
