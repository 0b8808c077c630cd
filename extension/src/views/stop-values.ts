/** What is compared of a row from stop to stop. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What values are at a stop, and what they were at the stop before. */
export class StopValues {
  private stop: number | undefined;
  private frame: number | undefined;
  private values = new Map<string, string>();
  private before: ReadonlyMap<string, string> = new Map();

  /**
   * Takes the values of a frame at a stop, and gives for each name that has another value than at
   * the stop before what it was. Only the frame that a stop was first looked at in is compared: in
   * others the same names are other things. A second look at the same stop may show more, or what a
   * person has set since.
   */
  changes(stop: number, frame: number, rows: readonly NamedValue[]): ReadonlyMap<string, string> {
    if (stop !== this.stop) {
      this.before = this.values;
      this.values = new Map();
      this.stop = stop;
      this.frame = frame;
    }
    if (frame !== this.frame) return new Map();
    for (const { name, value } of rows) this.values.set(name, value);
    return new Map(
      rows.flatMap(({ name, value }) => {
        const old = this.before.get(name);
        return old === undefined || old === value ? [] : [[name, old] as const];
      }),
    );
  }

  /** For another session. */
  clear(): void {
    this.stop = undefined;
    this.values = new Map();
    this.before = new Map();
  }
}
