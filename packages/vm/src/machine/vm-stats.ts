/** Figures of a run; the sizes are those of this moment, the peaks those of the whole run. */
export interface VMStats {
  readonly instructionsExecuted: number;
  readonly stackSize: number;
  /** Cells in use. */
  readonly memoryUsage: number;
  readonly callDepth: number;
  readonly peakStackSize: number;
  readonly peakMemoryUsage: number;
  readonly peakCallDepth: number;
  /** How often the collector has worked, and how many cells it has freed. */
  readonly collections: number;
  readonly cellsFreed: number;
}
