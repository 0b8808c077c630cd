/** How long requests wait at most for the machine to look up, roughly. */
const goalMs = 8;

const bounds = { least: 100, most: 20_000 };

/** How many instructions fit between two looks at what else is to be done; it learns that. */
export class Pace {
  private instructions = 2_000;

  /** Executes up to a number of instructions, all of them where `isFull` says so. */
  slice<Outcome>(
    execute: (maxInstructions: number) => Outcome,
    isFull: (outcome: Outcome) => boolean,
  ): Outcome {
    const start = performance.now();
    const outcome = execute(this.instructions);
    const ms = performance.now() - start;
    if (ms > goalMs) this.instructions = Math.max(bounds.least, this.instructions >> 1);
    else if (ms < goalMs / 2 && isFull(outcome)) {
      this.instructions = Math.min(bounds.most, this.instructions * 2);
    }
    return outcome;
  }
}
