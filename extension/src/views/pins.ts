/** Keeps the names for the next time; of VS Code, which keeps them for the workspace. */
export interface PinStore {
  get(key: string): unknown;
  update(key: string, value: readonly string[]): unknown;
}

/** The rows of a view that stay on top, by their names, in the order in which they were pinned. */
export class Pins {
  private names: readonly string[];

  /** Without a store they last as long as the window. */
  constructor(
    private readonly key: string,
    private readonly store?: PinStore,
  ) {
    const kept = store?.get(key);
    this.names = Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  toggle(name: string): void {
    this.names = this.has(name)
      ? this.names.filter((other) => other !== name)
      : [...this.names, name];
    this.store?.update(this.key, this.names);
  }

  /** The names of those that are not among some rows. */
  missingIn(rows: readonly { readonly name: string }[]): readonly string[] {
    return this.names.filter((name) => !rows.some((row) => row.name === name));
  }

  /** Pinned rows first, the others as they come. */
  arrange<T extends { readonly name: string }>(rows: readonly T[]): readonly T[] {
    const pinned = this.names.flatMap((name) => rows.find((row) => row.name === name) ?? []);
    return [...pinned, ...rows.filter(({ name }) => !this.has(name))];
  }
}
