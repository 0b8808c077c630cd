/** Strings of a module, each kept once, numbered in the order in which they were first seen. */
export class StringPool {
  private readonly indexes = new Map<string, number>();
  private readonly list: string[] = [];

  /** The index of a string, which is added if it is new. */
  intern(text: string): number {
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    const index = this.list.push(text) - 1;
    this.indexes.set(text, index);
    return index;
  }

  get strings(): readonly string[] {
    return this.list;
  }
}
