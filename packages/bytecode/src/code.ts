import type { Instruction } from './instructions.js';

/** Instructions by their address. An array of them is one. */
export interface Code extends Iterable<Instruction> {
  readonly length: number;
  /** Undefined behind the last one. */
  at(address: number): Instruction | undefined;
  slice(start?: number, end?: number): readonly Instruction[];
  map<T>(make: (instruction: Instruction, address: number) => T): T[];
  forEach(look: (instruction: Instruction, address: number) => void): void;
}
