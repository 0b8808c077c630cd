import type { KeptNames } from './kept-names.js';

/** The rows of a view that stay on top, by their names, in the order in which they were pinned. */
export class Pins {
  constructor(private readonly names: KeptNames) {}

  has(name: string): boolean {
    return this.names.has(name);
  }

  toggle(name: string): void {
    this.names.toggle(name);
  }

  /** The names of those that are not among some rows. */
  missingIn(rows: readonly { readonly name: string }[]): readonly string[] {
    return [...this.names].filter((name) => !rows.some((row) => row.name === name));
  }

  /** Pinned rows first, the others as they come. */
  arrange<T extends { readonly name: string }>(rows: readonly T[]): readonly T[] {
    const pinned = [...this.names].flatMap((name) => rows.find((row) => row.name === name) ?? []);
    return [...pinned, ...rows.filter(({ name }) => !this.has(name))];
  }
}
