import type { SecretReference } from '../values/value.js';

/** What the machine asks its surroundings for; everything else it decides by itself. */
export interface ReferenceResolver {
  /** The value of an environment variable, or undefined where there is none. */
  environment(name: string): string | undefined;
  /**
   * The text of a secret that a person has asked to see. The machine itself never asks; whoever
   * shows its values does.
   */
  secret?(reference: SecretReference): string | undefined;
}

/** A resolver over given variables. */
export function environmentResolver(
  variables: Readonly<Record<string, string | undefined>>,
): ReferenceResolver {
  return {
    environment: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
  };
}
