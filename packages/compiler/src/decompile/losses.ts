/** How many different losses are named; the others are counted. */
const namedMax = 20;

/** What a module holds and its text does not say. */
export class Losses {
  private readonly named = new Set<string>();
  private others = 0;

  add(what: string): void {
    if (this.named.size < namedMax) this.named.add(what);
    else if (!this.named.has(what)) this.others += 1;
  }

  get list(): readonly string[] {
    return this.others === 0 ? [...this.named] : [...this.named, `${this.others} more`];
  }
}
