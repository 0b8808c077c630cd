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

  raw(key: string): Value {
    this.read.add(key);
    return this.properties.get(key) ?? null;
  }

  /** Plain text, or the text's place where it is a secret. */
  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value instanceof SecretReference) return secretText(value);
    return value === null ? undefined : textOf(value);
  }

  number(key: string): number | undefined {
    const value = this.raw(key);
    return typeof value === 'number' ? value : undefined;
  }

  bool(key: string): boolean | undefined {
    const value = this.raw(key);
    return typeof value === 'boolean' ? value : undefined;
  }

  duration(key: string): DurationConfig | undefined {
    const value = this.raw(key);
    return value instanceof Duration ? durationConfig(value) : undefined;
  }

  /** A list of names; one name alone is a list of one. */
  texts(key: string): string[] {
    const value = this.raw(key);
    if (Array.isArray(value)) return value.map(textOf);
    return value === null ? [] : [textOf(value)];
  }

  /** The fields of a nested object, or undefined where the property is none. */
  nested(key: string): Fields | undefined {
    const value = this.raw(key);
    return value instanceof Map ? new Fields(value, this.memory) : undefined;
  }

  map(key: string): ConfigMap | undefined {
    const value = this.raw(key);
    return value instanceof Map ? configMap(value, this.memory) : undefined;
  }

  secrets(key: string): ReadonlyMap<string, SecretRef> {
    const value = this.raw(key);
    const found = new Map<string, SecretRef>();
    if (!(value instanceof Map)) return found;
    for (const [name, secret] of value) {
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
}

function configMap(object: ObjectValue, memory: Memory): ConfigMap {
  return new Map([...object].map(([key, value]) => [key, configValue(value, memory)]));
}

/** A value as the configuration shows it: references followed, secrets as their place. */
export function configValue(value: Value, memory: Memory): ConfigValue {
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

function textOf(value: Value): string {
  if (value instanceof SecretReference) return secretText(value);
  return typeof value === 'object' && !(value instanceof Duration) ? '' : String(value);
}
