import { equal, throws } from 'node:assert/strict';
import { codeBase, fromInstructionReference, toInstructionReference } from './code-addresses.js';

describe('the reference of an instruction', () => {
  for (const address of [0, 1, 15, 16, 255, 65_536, 2 ** 31 - 1, 2 ** 32, -1, -200]) {
    it(`is a number far above all memory, and leads back to ${address}`, () => {
      const reference = toInstructionReference(address);
      equal(Number(reference), codeBase + address);
      equal(fromInstructionReference(reference), address);
    });
  }

  for (const text of ['x', '0x', '-1', '1.5', '0x123456789abcdef0']) {
    it(`is not ${text}`, () => {
      throws(() => fromInstructionReference(text), /is no reference to memory or code/);
    });
  }
});
