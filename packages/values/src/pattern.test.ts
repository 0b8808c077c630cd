import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePattern } from './pattern.js';

function test(source: string, text: string): boolean | string {
  const pattern = compilePattern(source);
  return typeof pattern === 'string' ? pattern : pattern.test(text, () => {});
}

const found: readonly (readonly [source: string, text: string])[] = [
  ['', ''],
  ['b', 'abc'],
  ['^a.c$', 'abc'],
  ['^a|b$', 'xb'],
  ['^(ab)+$', 'ababab'],
  ['^(?:a|bc)*d?$', 'abcabc'],
  ['[^a-c]', 'abcd'],
  ['[]x]', ']'],
  ['[a-]', '-'],
  ['^\\d+\\.\\d\\s\\w\\W\\D\\S$', '12.5 x!ab'],
  ['\\(\\n\\[', '(\n['],
  ['(a*)*b', 'b'],
];

const missed: readonly (readonly [source: string, text: string])[] = [
  ['b', 'ac'],
  ['^b', 'ab'],
  ['a$', 'ab'],
  ['a.c', 'a\nc'],
  ['[a-c]', 'd'],
  ['^a+$', ''],
  ['(a*)*b', 'aaaa'],
];

const wrong: readonly (readonly [source: string, problem: string])[] = [
  ['(a', "a '(' is never closed"],
  ['a)', "a ')' closes nothing"],
  ['[a', "a '[' is never closed"],
  ['*a', "'*' repeats nothing"],
  ['a\\', "it ends with '\\'"],
  ['[z-a]', 'the range z-a is empty'],
  ['a'.repeat(1_001), 'the pattern is longer than 1000 characters'],
  ['('.repeat(200), 'its groups are nested too deeply'],
];

describe('a pattern', () => {
  for (const [source, text] of found) {
    it(`'${source}' is found in ${JSON.stringify(text)}`, () => {
      assert.equal(test(source, text), true);
    });
  }

  for (const [source, text] of missed) {
    it(`'${source}' is not found in ${JSON.stringify(text)}`, () => {
      assert.equal(test(source, text), false);
    });
  }

  for (const [source, problem] of wrong) {
    it(`'${source.slice(0, 20)}' is wrong`, () => assert.equal(test(source, ''), problem));
  }

  it('takes time that grows no faster than pattern times text', () => {
    const pattern = compilePattern(`^${'(a*)*'.repeat(20)}b$`);
    assert.ok(typeof pattern !== 'string');
    let work = 0;
    pattern.test('a'.repeat(1_000), (units) => {
      work += units;
    });
    assert.ok(work < 200_000, String(work));
  });

  it('means the same as a regular expression', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(ab)',
      'a*',
      'b+',
      '(a|ba)?',
    );
    const source = fc.array(
      fc
        .constantFrom(...['^', '$', '|'])
        .chain((mark) =>
          fc.oneof({ weight: 8, arbitrary: part }, { weight: 1, arbitrary: fc.constant(mark) }),
        ),
      { maxLength: 8 },
    );
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(source, text, (parts, input) => {
        assert.equal(test(parts.join(''), input), new RegExp(parts.join('')).test(input));
      }),
      { numRuns: 500 },
    );
  });
});
