import type { Instruction } from '@mso/bytecode';

type Code = readonly (Instruction | undefined)[];

/** Where a jump at an address leads. */
export function targetOf(address: number, { operand }: { readonly operand: number }): number {
  return address + 1 + operand;
}

/**
 * Where one arrives who goes to an address: past what is gone, what does nothing, and along jumps.
 * Each address is looked at once; an endless circle of jumps is arrived at where it is entered.
 */
export class Arrivals {
  private readonly known: Int32Array;

  constructor(
    private readonly code: Code,
    private readonly start: number,
    private readonly end: number,
  ) {
    this.known = new Int32Array(Math.max(0, end - start)).fill(unknown);
  }

  at(address: number): number {
    const path: number[] = [];
    let here = address;
    let found = this.foundAt(here);
    while (found === undefined) {
      path.push(here);
      this.known[here - this.start] = onTheWay;
      const instruction = this.code[here];
      here = instruction?.op === 'Jump' ? targetOf(here, instruction) : here + 1;
      found = this.foundAt(here);
    }
    for (const each of path) this.known[each - this.start] = found;
    return found;
  }

  private foundAt(address: number): number | undefined {
    if (address < this.start || address >= this.end) return address;
    const known = this.known[address - this.start] ?? unknown;
    if (known >= 0) return known;
    const op = this.code[address]?.op;
    const goesOn = op === undefined || op === 'Nop' || op === 'Jump';
    return goesOn && known !== onTheWay ? undefined : address;
  }
}

const unknown = -1;
const onTheWay = -2;

/** The instructions from `start` to `end` that can be reached, by their offset from `start`. */
export function reachable(code: Code, start: number, end: number): Uint8Array {
  const reached = new Uint8Array(Math.max(0, end - start));
  const waiting = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    let address = next;
    while (address >= start && address < end && reached[address - start] === 0) {
      reached[address - start] = 1;
      const instruction = code[address];
      if (instruction?.op === 'Return' || instruction?.op === 'Halt') break;
      if (instruction?.op === 'JumpIf') waiting.push(targetOf(address, instruction));
      address = instruction?.op === 'Jump' ? targetOf(address, instruction) : address + 1;
    }
  }
  return reached;
}
