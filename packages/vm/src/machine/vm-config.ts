export interface VMConfig {
  /** Values on the operand stack. */
  readonly maxStackSize: number;
  /** Cells of memory. */
  readonly maxMemory: number;
  /** Call frames, the program's own included. */
  readonly maxCallDepth: number;
  readonly enableGc: boolean;
  /** Heap cells allocated between two collections. */
  readonly gcThreshold: number;
}

export const defaultVMConfig: VMConfig = {
  maxStackSize: 1024,
  maxMemory: 65_536,
  maxCallDepth: 256,
  enableGc: false,
  gcThreshold: 1000,
};
