import { invalidArguments } from './errors.js';

/**
 * Where the code lies in the one space of addresses that the protocol knows: far above the bytes
 * of all memory cells and of what they hold, so that no address of one is one of the other.
 * An instruction takes one byte there.
 */
export const codeBase = 2 ** 52;

const baseDigits = codeBase.toString(16);

/** The reference of an instruction by its address in the module. */
export function toInstructionReference(address: number): string {
  if (address < 0) return `0x${(codeBase + address).toString(16)}`;
  // The base ends in zeros. Numbers beyond 32 bits take ten times as long to be written.
  const digits = address.toString(16);
  return `0x${baseDigits.slice(0, -digits.length)}${digits}`;
}

/** The address in the module. @throws RequestError for a text that is no reference */
export function fromInstructionReference(reference: string): number {
  return fromReference(reference) - codeBase;
}

/** The number that a reference is, or 0. @throws RequestError for a text that is none */
export function fromReference(reference: string): number {
  if (reference.trim() === '') return 0;
  const number = /^(0x[0-9a-f]{1,14}|\d{1,16})$/i.test(reference.trim()) ? Number(reference) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw invalidArguments(`${JSON.stringify(reference)} is no reference to memory or code`);
}
