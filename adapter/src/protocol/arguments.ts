import { invalidArguments } from './errors.js';

/**
 * Reads a request's arguments, which are whatever the client sent. A member of the wrong type is
 * an error that names its path; members that nobody reads do not matter.
 */
export class Arguments {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  /** Absent arguments are empty ones. */
  static of(value: unknown, path = 'arguments'): Arguments {
    if (value === undefined || value === null) return new Arguments({}, path);
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw invalidArguments(`${path} must be an object`);
    }
    return new Arguments(value as Record<string, unknown>, path);
  }

  text(name: string): string {
    return this.required(name, this.optionalText(name));
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, 'a string', (value) => typeof value === 'string');
  }

  integer(name: string): number {
    return this.required(name, this.optionalInteger(name));
  }

  optionalInteger(name: string): number | undefined {
    return this.optional(name, 'a whole number', (value) => Number.isSafeInteger(value));
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.optional(name, 'true or false', (value) => typeof value === 'boolean');
  }

  optionalTexts(name: string): readonly string[] | undefined {
    return this.optional(
      name,
      'an array of strings',
      (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    );
  }

  optionalIntegers(name: string): readonly number[] | undefined {
    return this.optional(
      name,
      'an array of whole numbers',
      (value) => Array.isArray(value) && value.every((item) => Number.isSafeInteger(item)),
    );
  }

  /** The members of an array of objects; none where the array is absent. */
  objects(name: string): readonly Arguments[] {
    const items = this.optional<readonly unknown[]>(name, 'an array', Array.isArray) ?? [];
    return items.map((item, index) => {
      const path = `${this.path}.${name}[${index}]`;
      if (item === undefined || item === null) throw invalidArguments(`${path} must be an object`);
      return Arguments.of(item, path);
    });
  }

  object(name: string): Arguments {
    return Arguments.of(this.values[name], `${this.path}.${name}`);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  raw(): Readonly<Record<string, unknown>> {
    return this.values;
  }

  private required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw invalidArguments(`${this.path}.${name} is missing`);
    return value;
  }

  private optional<T>(
    name: string,
    what: string,
    isRight: (value: unknown) => boolean,
  ): T | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (!isRight(value)) throw invalidArguments(`${this.path}.${name} must be ${what}`);
    return value as T;
  }
}
