import { nearest } from '@mso/values';
import { durationForm, parseDuration } from '../values/duration.js';

/**
 * Reads the attributes of an object one by one, and gathers what is wrong with them as
 * `agents.command must be a string`. What nobody asked for is not known.
 */
export class Attributes {
  readonly problems: string[] = [];
  private readonly asked = new Set<string>();

  constructor(
    /** What the object is called. */
    private readonly name: string,
    private readonly object: Readonly<Record<string, unknown>>,
  ) {}

  string(name: string): string | undefined {
    const value = this.ask(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    return this.wrong(name, 'must be a string');
  }

  requiredString(name: string): string {
    const value = this.string(name);
    if (this.object[name] === undefined) this.wrong(name, 'is missing; it must be a string');
    return value ?? '';
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.ask(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    return this.wrong(name, 'must be an array of strings');
  }

  stringRecord(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.ask(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) return this.wrong(name, 'must be an object');
    const record: Record<string, string> = {};
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string') record[key] = item;
      else this.wrong(`${name}.${key}`, 'must be a string');
    }
    return record;
  }

  durationMs(name: string): number | undefined {
    const text = this.ask(name);
    if (text === undefined) return undefined;
    const milliseconds = typeof text === 'string' ? parseDuration(text) : undefined;
    if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
    return this.wrong(name, `must be ${durationForm}`);
  }

  /** Adds a problem with an attribute. */
  wrong(name: string, message: string): undefined {
    this.problems.push(`${this.name}.${name} ${message}`);
    return undefined;
  }

  /** Adds a problem for each attribute that nobody asked for. */
  refuseOthers(): void {
    for (const name of Object.keys(this.object)) {
      if (this.asked.has(name)) continue;
      const meant = nearest(name, this.asked);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      this.wrong(name, `is no attribute here${hint}`);
    }
  }

  private ask(name: string): unknown {
    this.asked.add(name);
    return Object.hasOwn(this.object, name) ? this.object[name] : undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
