import assert from 'node:assert/strict';
import { diagnosticsMax } from '../parser/limits.js';
import { diagnosticsOf } from './examine-mistake.js';
import type { Mistake } from './mistake.js';
import { mistakes } from './mistakes.js';

describe('the reference', () => {
  for (const mistake of mistakes) {
    const { code, says, wrong, right } = mistake;

    it(`shows ${code} in a program that has no other mistake`, () => {
      assert.deepEqual(codesOf(mistake, wrong), [code]);
      assert.match(says, /^[a-z`].*[^.]$/);
    });

    it(`repairs ${code}`, () => assert.deepEqual(codesOf(mistake, right), []));
  }

  it('explains each code once', () => {
    const codes = mistakes.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
  });
});

/** Whoever is told that there are more diagnostics has been told others. */
function codesOf(mistake: Mistake, text: string): readonly string[] {
  const codes = diagnosticsOf(mistake, text).map(({ code }) => code);
  return codes.length > diagnosticsMax ? codes.slice(diagnosticsMax) : codes;
}
