import assert from 'node:assert/strict';
import { check } from '../checks/check.js';
import { SourceFile } from '../text/source-file.js';
import { diagnosticsMax, nestingMax, operatorsMax } from './limits.js';
import { parse, parseExpression } from './parse.js';

function codesOf(text: string): string[] {
  return check(parse(new SourceFile('', text))).diagnostics.map(({ code }) => code);
}

const nested = (depth: number): string =>
  `agent a { x = ${'['.repeat(depth)}${']'.repeat(depth)} }`;

describe('limits', () => {
  it('let through the deepest nesting that is allowed', () => {
    assert.deepEqual(codesOf(nested(nestingMax - 1)), []);
  });

  it('make one error of one level more', () => {
    assert.deepEqual(codesOf(nested(nestingMax)), ['E0214']);
  });

  const many = 100_000;
  const openings: readonly (readonly [title: string, text: string])[] = [
    ['lists', `agent a { x = ${'['.repeat(many)}`],
    ['objects', `agent a { x = ${'{ a = '.repeat(many)}`],
    ['parentheses', `agent a { x = ${'('.repeat(many)}`],
    ['flows', `workflow w { pipeline ${'{'.repeat(many)}`],
    ['branches', `workflow w { pipeline { ${'['.repeat(many)}`],
    ['conditions', `workflow w { pipeline { ${'if input { '.repeat(many)}`],
    ['negations', `workflow w { pipeline { if ${'!'.repeat(many)}`],
    ['choices', `workflow w { pipeline { if ${'input ? '.repeat(many)}`],
    ['nothing that is known', '['.repeat(many)],
    ['declarations', 'agent "a" {'.repeat(many)],
  ];
  for (const [title, text] of openings) {
    it(`keep ${many} nested ${title} from overflowing the stack`, () => {
      const codes = codesOf(text);
      assert.ok(codes.length > 0 && codes.length <= 3, codes.slice(0, 9).join(' '));
    });
  }

  it('bound the length of an expression', () => {
    const sum = (count: number): string => `1${' + 1'.repeat(count)}`;
    assert.deepEqual(parseExpression(sum(operatorsMax)).diagnostics, []);
    const { diagnostics } = parseExpression(sum(operatorsMax + 1));
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['E0214'],
    );
  });

  it('bound the number of diagnostics and count the rest', () => {
    assert.equal(codesOf(';'.repeat(diagnosticsMax)).length, diagnosticsMax);
    const { diagnostics } = check(parse(new SourceFile('', ';'.repeat(diagnosticsMax + 5))));
    assert.equal(diagnostics.length, diagnosticsMax + 1);
    assert.equal(diagnostics.at(-1)?.code, 'E0215');
    assert.equal(diagnostics.at(-1)?.message, '5 more diagnostics are not shown');
  });
});
