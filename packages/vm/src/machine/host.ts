import type { Value } from '../values/value.js';

/** What the machine asks its surroundings for; everything else it decides by itself. */
export interface ReferenceResolver {
  /** The value of an environment variable, or undefined where there is none. */
  environment(name: string): string | undefined;
  /** What is stored under a memory path (`notes.today`, `file["key"]`), or undefined. */
  memory(path: string): Value | undefined;
}

/** A resolver over given variables, with no memory behind it. */
export function environmentResolver(
  variables: Readonly<Record<string, string | undefined>>,
): ReferenceResolver {
  return {
    environment: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    memory: () => undefined,
  };
}
