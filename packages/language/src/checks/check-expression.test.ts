import assert from 'node:assert/strict';
import {
  durationAmount,
  type ExpressionValue,
  expressionFunctions,
  recordOf,
  type Scope,
} from '@mso/values';
import { evaluationCases } from '../expression/evaluation-cases.js';
import { functionTypes } from '../expression/function-types.js';
import { describeType, environmentOf } from '../expression/types.js';
import { parseExpression } from '../parser/parse.js';
import { checkExpression } from './check-expression.js';

const values = new Map<string, ExpressionValue>([
  ['n', 7],
  ['text', 'Hello'],
  ['flag', true],
  ['list', [1, 2]],
  ['time', durationAmount(5, 'Minutes')],
  ['nothing', null],
  ['steps', recordOf([['draft', recordOf([['output', null]])]])],
]);

/** As a debugger has it: an environment made from what a paused machine holds. */
const scope: Scope = {
  lookup: (name) => values.get(name),
  names: () => values.keys(),
  environment: (name) => (name === 'HOME' ? '/root' : undefined),
};

function check(text: string): string {
  const { expression } = parseExpression(text);
  const { type, diagnostics } = checkExpression(expression, environmentOf(scope));
  if (diagnostics.length === 0) return describeType(type);
  return diagnostics
    .map(({ code, span }) => `${code} '${text.slice(span.start, span.end)}'`)
    .join(', ');
}

const cases: readonly (readonly [text: string, result: string])[] = [
  ['n + 1', 'a number'],
  ['text + "!"', 'a string'],
  ['time * 2', 'a duration'],
  ['time / time', 'a number'],
  ['n > 1 and not flag', 'a boolean'],
  ['list[0]', 'any'],
  ['[1, 2][0]', 'a number'],
  ['[1, "a"][0]', 'any'],
  ['{a: 1}.a', 'a number'],
  ['{a: 1}["a"]', 'a number'],
  ['text[0]', 'a string'],
  ['flag ? 1 : 2', 'a number'],
  ['flag ? 1 : "a"', 'any'],
  ['nothing == 1', 'a boolean'],
  ['n == null', 'a boolean'],
  ['steps.draft.output', 'null'],
  ['nothing.anything', 'any'],
  ['len(text) + sum(list)', 'any'],
  ['split(text, ",")[0]', 'a string'],
  ['$HOME + "/x"', 'a string'],
  ['@memory.key', 'any'],
  ['-time', 'a duration'],

  ['m + 1', "UndefinedName 'm'"],
  ['n-1', "UndefinedName 'n-1'"],
  ['steps.draf.output', "UndefinedMember 'draf'"],
  ['steps.draft.outputs.x', "UndefinedMember 'outputs'"],
  ['steps["draf"]', 'UndefinedMember \'"draf"\''],
  ['steps.draf?.output', 'any'],
  ['steps?.draf', 'any'],
  ['n.x', "TypeMismatch 'x'"],
  ['n[0]', "TypeMismatch '0'"],
  ['list["a"]', 'TypeMismatch \'"a"\''],
  ['lenght(text)', "UndefinedFunction 'lenght'"],
  ['len()', "InvalidCall 'len()'"],
  ['round(1, 2, 3)', "InvalidCall 'round(1, 2, 3)'"],
  ['lower(n)', "TypeMismatch 'n'"],
  ['1 + "a"', 'TypeMismatch \'1 + "a"\''],
  ['n == "7"', 'TypeMismatch \'n == "7"\''],
  ['true < false', "TypeMismatch 'true < false'"],
  ['1 in 2', "TypeMismatch '1 in 2'"],
  ['n matches "a"', 'TypeMismatch \'n matches "a"\''],
  ['text matches "("', 'InvalidExpression \'"("\''],
  ['-text', "TypeMismatch '-text'"],
  ['1 / 0', "InvalidExpression '1 / 0'"],
  ['$HOEM', "UndefinedReference '$HOEM'"],
  ['a + b', "UndefinedName 'a', UndefinedName 'b'"],
  ['1 + "a" + true', 'TypeMismatch \'1 + "a"\''],
];

describe('the check of an expression', () => {
  for (const [text, result] of cases) {
    it(`${text} is ${result}`, () => assert.equal(check(text), result));
  }

  it('knows every function', () => {
    assert.deepEqual([...functionTypes.keys()].sort(), [...expressionFunctions.keys()].sort());
  });

  it('knows what the operators take as the evaluator does', () => {
    for (const { expression: text, expected } of evaluationCases.get('operators and kinds') ?? []) {
      const { diagnostics } = checkExpression(
        parseExpression(text).expression,
        environmentOf(scope),
      );
      const codes = diagnostics.map(({ code }) => code);
      assert.deepEqual(codes, 'error' in expected ? ['TypeMismatch'] : [], text);
    }
  });

  it('says what to do', () => {
    const hintOf = (text: string): string | undefined => {
      const { expression } = parseExpression(text);
      return checkExpression(expression, environmentOf(scope)).diagnostics[0]?.hint;
    };
    assert.match(hintOf('txt') ?? '', /^did you mean 'text'\? \(available names: n, text/);
    assert.equal(hintOf('n-1'), "for a difference write 'n - 1'");
    assert.equal(hintOf('n > "7"'), 'write the number without quotes: 7');
    assert.equal(hintOf('"a" + 1'), 'json(value) makes a text of any value');
    assert.equal(hintOf('steps.drft'), "did you mean 'draft'? (available members: draft)");
  });
});
