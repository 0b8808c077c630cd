export type RuntimeErrorKind =
  | 'StackOverflow'
  | 'StackUnderflow'
  | 'MemoryAccessViolation'
  | 'InvalidInstruction'
  | 'ResourceNotFound'
  | 'DivisionByZero'
  | 'TypeConversion'
  | 'ExecutionTimeout'
  /** A function of expressions was given what it does not take. */
  | 'InvalidArgument'
  /** An expression took too long, or its result is too large. */
  | 'LimitExceeded';

/** A program failed while it ran. The stack trace is the machine's, not JavaScript's. */
export class RuntimeError extends Error {
  constructor(
    readonly kind: RuntimeErrorKind,
    message: string,
    /** `PC: n`, then a line a call frame, outermost first. */
    readonly stackTrace: readonly string[],
  ) {
    super(message);
    this.name = 'RuntimeError';
  }
}

/** What a handler throws; the machine adds the stack trace. */
export class Fault extends Error {
  constructor(
    readonly kind: RuntimeErrorKind,
    message: string,
  ) {
    super(message);
    this.name = 'Fault';
  }
}
