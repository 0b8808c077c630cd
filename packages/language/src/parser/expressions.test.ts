import assert from 'node:assert/strict';
import { printExpression } from '../testing/print-expression.js';
import { parseExpression } from './parse.js';

const accepted: readonly (readonly [text: string, printed: string])[] = [
  ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
  ['(1 + 2) * 3', '((1 + 2) * 3)'],
  ['a or b and c', '(a || (b && c))'],
  ['a || b && c', '(a || (b && c))'],
  ['not a == b and c', '((!(a == b)) && c)'],
  ['!a == b', '(!(a == b))'],
  ['a == !b', '(a == (!b))'],
  ['a in [1, 2] == true', '((a in [1, 2]) == true)'],
  ['a matches "x" && b', '((a matches "x") && b)'],
  ['-a.b * - 2', '((-a.b) * (-2))'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['a?.b ? 1 : 2', '(a?.b ? 1 : 2)'],
  ['steps.initial-response.output[0]["k"]', 'steps.initial-response.output[0]["k"]'],
  ['step.timeout + agent.memory', '(step.timeout + agent.memory)'],
  ['x-1', 'x-1'],
  ['x -1', '(x - 1)'],
  ['x - 1', '(x - 1)'],
  ['5-3', '(5 - 3)'],
  ['len(a, [b]) > 0', '(len(a, [b]) > 0)'],
  ['{ a: 1, "b c": [2,], }', '{a: 1, b c: [2]}'],
  ['$HOME + @memory.key', '($HOME + @memory.key)'],
  ['@memory["a text"].x["y"]', '@memory["a text"].x["y"]'],
  ['@memory.a["b"]["c"][d]', '@memory.a["b"]["c"][d]'],
  [`$\{steps.a.output}`, 'steps.a.output'],
  ['1.5h < 2 * 1d', '(90 Minutes < (2 * 1 Days))'],
  ['null == true', '(null == true)'],
  ['not', 'not'],
];

const refused: readonly (readonly [text: string, codes: string, printed: string])[] = [
  ['', 'E0207', '<missing>'],
  ['1 +', 'E0207', '(1 + <missing>)'],
  ['(1', 'E0201', '1'],
  ['a b', 'E0201', 'a'],
  ['a ? b', 'E0201', '(a ? b : <missing>)'],
  ['a.', 'E0203', 'a.'],
  ['f(1 2)', 'E0201', 'f(1)'],
  ['[1', 'E0201', '[1]'],
  ['{ a = 1 }', 'E0201', '{a: <missing>}'],
  ['{ 1: 2 }', 'E0203', '{}'],
  ['a = 1', 'E0201', 'a'],
  ['"a', 'E0101', '"a"'],
  ['a ^ b', 'E0105 E0201', 'a'],
];

describe('an expression', () => {
  for (const [text, printed] of accepted) {
    it(`reads ${text}`, () => {
      const { expression, diagnostics } = parseExpression(text);
      assert.deepEqual(diagnostics, []);
      assert.equal(printExpression(expression), printed);
    });
  }

  for (const [text, codes, printed] of refused) {
    it(`refuses '${text}' and still has a tree`, () => {
      const { expression, diagnostics } = parseExpression(text);
      assert.equal(diagnostics.map(({ code }) => code).join(' '), codes);
      assert.equal(printExpression(expression), printed);
    });
  }

  it('spans exactly its text', () => {
    const { expression } = parseExpression('  a + len(b) ');
    assert.deepEqual([expression.start, expression.end], [2, 12]);
  });
});
