/** What the machine asks its surroundings for; everything else it decides by itself. */
export interface ReferenceResolver {
  /** The value of an environment variable, or undefined where there is none. */
  environment(name: string): string | undefined;
}

/** A resolver over given variables. */
export function environmentResolver(
  variables: Readonly<Record<string, string | undefined>>,
): ReferenceResolver {
  return {
    environment: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
  };
}
