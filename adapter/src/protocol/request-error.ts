/** A request that fails, as the protocol's `Message` (ErrorResponse.body.error). */
export class RequestError extends Error {
  constructor(
    readonly id: number,
    /** The response's short machine-readable `message`. */
    readonly code: string,
    readonly format: string,
    readonly variables: Readonly<Record<string, string>>,
    readonly showUser = false,
  ) {
    super(format.replace(/\{(\w+)\}/g, (_, name: string) => variables[name] ?? ''));
    this.name = 'RequestError';
  }
}
