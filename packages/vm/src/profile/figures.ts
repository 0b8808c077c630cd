/**
 * What was spent at one place, or at several together. Times are milliseconds, and the peaks are
 * those that were seen while something was executed there.
 */
export interface Figures {
  instructions: number;
  /** Time that the machine took to execute; waiting is not in it. */
  realMs: number;
  /** Machine time for which threads stood there. */
  machineMs: number;
  agentCalls: number;
  inputTokens: number;
  outputTokens: number;
  peakStackSize: number;
  peakMemoryUsage: number;
  peakCallDepth: number;
}

export function noFigures(): Figures {
  return {
    ...{ instructions: 0, realMs: 0, machineMs: 0 },
    ...{ agentCalls: 0, inputTokens: 0, outputTokens: 0 },
    ...{ peakStackSize: 0, peakMemoryUsage: 0, peakCallDepth: 0 },
  };
}

/** Adds what was spent elsewhere; of peaks the higher one counts. */
export function addFigures(sum: Figures, more: Readonly<Figures>): void {
  sum.instructions += more.instructions;
  sum.realMs += more.realMs;
  sum.machineMs += more.machineMs;
  sum.agentCalls += more.agentCalls;
  sum.inputTokens += more.inputTokens;
  sum.outputTokens += more.outputTokens;
  sum.peakStackSize = Math.max(sum.peakStackSize, more.peakStackSize);
  sum.peakMemoryUsage = Math.max(sum.peakMemoryUsage, more.peakMemoryUsage);
  sum.peakCallDepth = Math.max(sum.peakCallDepth, more.peakCallDepth);
}

export function addedFigures(all: Iterable<Readonly<Figures>>): Figures {
  const sum = noFigures();
  for (const figures of all) addFigures(sum, figures);
  return sum;
}
