/** Keeps names for the next time; of VS Code, which keeps them for the workspace. */
export interface NameStore {
  get(key: string): unknown;
  update(key: string, value: readonly string[]): unknown;
}

/** Names that a person has chosen, in the order in which they were chosen. */
export class KeptNames implements Iterable<string> {
  private names: readonly string[];

  /** Without a store they last as long as the window. */
  constructor(
    private readonly key: string,
    private readonly store?: NameStore,
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

  [Symbol.iterator](): Iterator<string> {
    return this.names[Symbol.iterator]();
  }
}
