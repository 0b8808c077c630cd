export interface VMFlags {
  /** The last value produced was nothing, false, 0 or empty. */
  zero: boolean;
  /** The last number stored or computed did not fit. */
  overflow: boolean;
  /** A runtime error happened, recovered from or not. */
  error: boolean;
  /** The machine is in Halted or Error. */
  halted: boolean;
}

export interface VMRegisters {
  /** The address of the instruction that runs next. */
  programCounter: number;
  /** How many values the operand stack holds. */
  stackPointer: number;
  /** How many it held when the current frame began. */
  framePointer: number;
  /** The address at which the current frame ends. */
  returnAddress: number;
  readonly flags: VMFlags;
}

export function newRegisters(returnAddress: number): VMRegisters {
  return {
    programCounter: 0,
    stackPointer: 0,
    framePointer: 0,
    returnAddress,
    flags: { zero: false, overflow: false, error: false, halted: false },
  };
}
