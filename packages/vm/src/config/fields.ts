import type { Memory } from '../machine/memory.js';
import {
  Duration,
  Entity,
  type ObjectValue,
  Reference,
  SecretReference,
  type Value,
} from '../values/value.js';
import type { ConfigMap, ConfigValue, DurationConfig, SecretRef } from './types.js';

/**
 * Reads the properties of one object into typed fields, and knows which ones were never asked
 * for: those are the `extra` of a configuration.
 */
export class Fields {
  private readonly read = new Set<string>();

  constructor(
    private readonly properties: ObjectValue,
    private readonly memory: Memory,
  ) {}

  has(key: string): boolean {
    return (this.properties.get(key) ?? null) !== null;
  }

  /** Plain text, or the text's place where it is a secret. */
  text(key: string): string | undefined {
    return this.readAs(key, textOf);
  }

  number(key: string): number | undefined {
    return this.readAs(key, (value) => (typeof value === 'number' ? value : undefined));
  }

  bool(key: string): boolean | undefined {
    return this.readAs(key, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  duration(key: string): DurationConfig | undefined {
    return this.readAs(key, (value) =>
      value instanceof Duration ? durationConfig(value) : undefined,
    );
  }

  /** A list of names; one name alone is a list of one. */
  texts(key: string): string[] {
    const list = (value: Value): string[] =>
      (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== undefined);
    return this.readAs(key, (value) => (value instanceof Map ? undefined : list(value))) ?? [];
  }

  /** The fields of a nested object, or undefined where the property is none. */
  nested(key: string): Fields | undefined {
    return this.readAs(key, (value) =>
      value instanceof Map ? new Fields(value, this.memory) : undefined,
    );
  }

  map(key: string): ConfigMap | undefined {
    return this.readAs(key, (value) =>
      value instanceof Map ? configMap(value, this.memory) : undefined,
    );
  }

  secrets(key: string): ReadonlyMap<string, SecretRef> {
    const found = new Map<string, SecretRef>();
    const object = this.readAs(key, (value) => (value instanceof Map ? value : undefined));
    for (const [name, secret] of object ?? []) {
      if (secret instanceof SecretReference) found.set(name, secretRef(secret));
    }
    return found;
  }

  /** What no field was read from; undefined where nothing is left. */
  extra(): { readonly extra?: ConfigMap } {
    const rest = this.rest();
    return rest.size === 0 ? {} : { extra: rest };
  }

  rest(): ConfigMap {
    const left = [...this.properties].filter(([key]) => !this.read.has(key));
    return configMap(new Map(left), this.memory);
  }

  /** A property that is not of the form asked for counts as never read: it stays for `rest`. */
  private readAs<T>(key: string, read: (value: Value) => T | undefined): T | undefined {
    const value = this.properties.get(key);
    const result = value === undefined || value === null ? undefined : read(value);
    if (value === null || result !== undefined) this.read.add(key);
    return result;
  }
}

function configMap(object: ObjectValue, memory: Memory): ConfigMap {
  return new Map([...object].map(([key, value]) => [key, configValue(value, memory)]));
}

/** A value as the configuration shows it: references followed, secrets as their place. */
function configValue(value: Value, memory: Memory): ConfigValue {
  if (Array.isArray(value)) return value.map((item) => configValue(item, memory));
  if (value instanceof Map) return configMap(value, memory);
  if (value instanceof Duration) return durationConfig(value);
  if (value instanceof SecretReference) return secretRef(value);
  if (value instanceof Reference) return configValue(memory.load(value.address), memory);
  if (value instanceof Entity) return value.name;
  return value;
}

function durationConfig({ amount, unit }: Duration): DurationConfig {
  return { value: amount, unit };
}

function secretRef({ kind, target }: SecretReference): SecretRef {
  switch (kind) {
    case 'Environment':
      return { Environment: target };
    case 'Vault':
      return { Vault: target };
    case 'File':
      return { File: target };
  }
}

function secretText({ kind, target }: SecretReference): string {
  return kind === 'Environment' ? `$${target}` : `${kind.toLowerCase()}:${target}`;
}

/** The text of a plain value; undefined for null, arrays and objects. */
function textOf(value: Value): string | undefined {
  if (value instanceof SecretReference) return secretText(value);
  if (value === null || (typeof value === 'object' && !(value instanceof Duration)))
    return undefined;
  return String(value);
}
