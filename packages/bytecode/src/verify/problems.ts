/** Why a module must not be executed. */
export interface VerifyProblem {
  /** The instruction it is about; absent where it is about a table. */
  readonly address?: number;
  /** With the place, for a person. */
  readonly message: string;
}

/** After so many, a module is bad enough. */
const problemsMax = 100;

/** Collects what is wrong, up to a number. */
export class Problems {
  readonly list: VerifyProblem[] = [];

  get isFull(): boolean {
    return this.list.length >= problemsMax;
  }

  at(address: number, message: string): void {
    this.add({ address, message: `instruction ${address}: ${message}` });
  }

  in(table: string, message: string): void {
    this.add({ message: `${table}: ${message}` });
  }

  private add(problem: VerifyProblem): void {
    if (!this.isFull) this.list.push(problem);
  }
}

/** Whether a number can be an index into something of that length. */
export function isIndex(value: number, length: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < length;
}

/** Whether a number can be an address of memory, an id, or a count. */
export function isUnsigned(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}
