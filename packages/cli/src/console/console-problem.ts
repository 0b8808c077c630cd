/** A command cannot be done now, or not with what was typed; the message says why. */
export class ConsoleProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConsoleProblem';
  }
}
