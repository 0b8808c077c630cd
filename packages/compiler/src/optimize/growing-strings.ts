/** A module's strings, and new ones behind them. */
export class GrowingStrings {
  private added: string[] | undefined;
  private indexes: Map<string, number> | undefined;

  constructor(private readonly strings: readonly string[]) {}

  /** The index of a text, which is added if it is new. */
  intern(text: string): number {
    this.added ??= [...this.strings];
    this.indexes ??= new Map(this.strings.map((each, index) => [each, index]));
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    const index = this.added.push(text) - 1;
    this.indexes.set(text, index);
    return index;
  }

  get list(): readonly string[] {
    return this.added ?? this.strings;
  }
}
