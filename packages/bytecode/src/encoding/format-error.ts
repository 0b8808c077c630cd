/** What is wrong with a file, and where. */
export interface ContainerError {
  /** Where in the file, or in the decompressed section that the message names; in bytes. */
  readonly offset: number;
  /** One sentence: what was expected and what was found. */
  readonly message: string;
}

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ContainerError };

/** Carries a `ContainerError` out of nested readers; `decoded` turns it into a value. */
export class FormatError extends Error {
  constructor(
    readonly offsetBytes: number,
    message: string,
  ) {
    super(message);
    this.name = 'FormatError';
  }
}

/** What `read` returns, or the error of the file it has found; other exceptions are our bugs. */
export function decoded<T>(read: () => T): Decoded<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { offsetBytes: offset, message } = error;
    return { ok: false, error: { offset, message: `byte ${offset}: ${message}` } };
  }
}
