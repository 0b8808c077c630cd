import assert from 'node:assert/strict';
import {
  Budget,
  EvaluationError,
  type ExpressionValue,
  type ListValue,
  recordOf,
  type Scope,
  toJson,
} from '@mso/values';
import { parseExpression } from '../parser/parse.js';
import { evaluate } from './evaluate.js';

const lazyList: ListValue = {
  kind: 'list',
  length: 1_000_000,
  at: (index) => index * 2,
};

const endless: ExpressionValue = {
  kind: 'record',
  get: () => endless,
  keys: () => ['self'],
};

const names = new Map<string, ExpressionValue>([
  ['n', 7],
  ['text', 'Hello'],
  ['list', [3, 1, 2]],
  ['nothing', null],
  ['many', lazyList],
  ['endless', endless],
  [
    'steps',
    recordOf([
      [
        'initial-response',
        recordOf([
          ['output', recordOf([['score', 0.9]])],
          ['failed', false],
        ]),
      ],
    ]),
  ],
]);

const scope: Scope = {
  lookup: (name) => names.get(name),
  names: () => names.keys(),
  environment: (name) => (name === 'HOME' ? '/root' : undefined),
  memory: (path) => (path === 'memory.key' ? 'kept' : undefined),
};

function run(text: string): string {
  const { expression, diagnostics } = parseExpression(text);
  assert.deepEqual(diagnostics, []);
  try {
    const value = evaluate(expression, scope);
    return toJson(value, new Budget(1_000, 1_000), expression);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return `${error.kind} at '${text.slice(error.span.start, error.span.end)}': ${error.message}`;
  }
}

const cases: readonly (readonly [text: string, result: string])[] = [
  ['1 + 2 * 3 - 4 / 2', '5'],
  ['7 % 4 + -7 % 4', '0'],
  ['5 / 2', '2.5'],
  ['0.1 + 0.2 == 0.3', 'false'],
  ['"a" + "b"', '"ab"'],
  ['-(2 - 2)', '0'],
  ['90m + 30m', '"120m"'],
  ['1h - 30s', '"3570s"'],
  ['2 * 5m', '"10m"'],
  ['1h / 30m', '2'],
  ['5m / 2', '"150s"'],
  ['-5m', '"-5m"'],
  ['1h == 60m and 2h > 90m', 'true'],
  ['1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3 and 1 != 2', 'true'],
  ['"a" < "b"', 'true'],
  ['[1, [2]] == [1, [2]]', 'true'],
  ['{a: 1, b: 2} == {b: 2, a: 1}', 'true'],
  ['[1] == [1, 2] or {a: 1} == {b: 1} or [1] == ["1"]', 'false'],
  ['nothing == null and n != null', 'true'],
  ['2 in list and not 9 in list', 'true'],
  ['"ell" in text and "failed" in steps.initial-response', 'true'],
  ['n > 5 ? "big" : missing', '"big"'],
  ['false and missing or true', 'true'],
  ['!0 and !"" and ![] and !{} and !null and !0s', 'true'],
  ['steps.initial-response.output.score >= 0.5', 'true'],
  ['steps["initial-response"]["output"].score', '0.9'],
  ['steps?.nothing?.at?.all', 'null'],
  ['steps.nothing?.output', 'null'],
  ['list[0] + many[500000]', '1000003'],
  ['text[0]', '"H"'],
  ['$HOME + @memory.key', '"/rootkept"'],
  ['len(text) + len(list) + len({a: 1}) + len(many)', '1000009'],
  ['lower(text) + upper(text) + trim(" x ")', '"helloHELLOx"'],
  ['contains(text, "ell") and contains(list, 3) and contains({a: 1}, "a")', 'true'],
  ['startsWith(text, "He") and endsWith(text, "lo")', 'true'],
  ['join(split("a,b", ","), "-") + join([1, "x", null])', '"a-b1xnull"'],
  ['[round(2.5), round(2.345, 2), floor(-1.5), ceil(1.2), abs(-3)]', '[3,2.35,-2,2,3]'],
  ['[min(3, 1, 2), max(list), min("b", "a"), max(1h, 90m)]', '[1,3,"a","90m"]'],
  ['[sum(list), sum([]), sum([1m, 30s])]', '[6,0,"90s"]'],
  ['keys({b: 1, a: 2})', '["b","a"]'],
  ['values({b: 1, a: 2})', '[1,2]'],
  ['has(steps, "initial-response") and has(list, 3) and !has(steps, "x")', 'true'],
  ['default(steps.nothing.at.all, 5) + default(nothing, 1) + default(2, 9)', '8'],
  ['json({a: [1.5, "x", true, null, 90m]})', String.raw`"{\"a\":[1.5,\"x\",true,null,\"90m\"]}"`],
  [
    '[type(1), type(1.5), type("x"), type(1s), type([]), type({}), type(null), type(true)]',
    '["int","float","string","duration","array","object","null","bool"]',
  ],
  ['"foo123" matches "^[a-z]+[0-9]*$"', 'true'],
];

const errors: readonly (readonly [text: string, error: string])[] = [
  ['1 + n / (n - 7)', "DivisionByZero at 'n / (n - 7)': Division by zero"],
  ['5 % 0', "DivisionByZero at '5 % 0': Division by zero"],
  ['1h / 0', "DivisionByZero at '1h / 0': Division by zero"],
  ['"a" + 1', `TypeConversion at '"a" + 1': '+' does not take string and int`],
  ['1 == "1"', `TypeConversion at '1 == "1"': '==' does not take int and string`],
  ['null < 1', "TypeConversion at 'null < 1': '<' does not take null and int"],
  ['5m + 5', "TypeConversion at '5m + 5': '+' does not take duration and int"],
  ['-text', "TypeConversion at '-text': '-' does not take string"],
  ['1 in 2', "TypeConversion at '1 in 2': 'in' does not take int and int"],
  ['1e308 * 10', "LimitExceeded at '1e308 * 10': The number is too large"],
  ['txt', "ResourceNotFound at 'txt': 'txt' is not known here; did you mean 'text'?"],
  ['n-1', "ResourceNotFound at 'n-1': 'n-1' is not known here; for a difference write 'n - 1'"],
  [
    'steps.initial-respons',
    "ResourceNotFound at 'initial-respons': " +
      "There is no member 'initial-respons'; did you mean 'initial-response'?",
  ],
  ['nothing.x', "TypeConversion at 'x': null has no member 'x'"],
  ['n?.x', "TypeConversion at 'x': int has no member 'x'"],
  ['list[3]', "ResourceNotFound at '3': There is no item 3; there are 3"],
  ['list[-1]', "ResourceNotFound at '-1': There is no item -1; there are 3"],
  ['list["a"]', `TypeConversion at 'list["a"]': array has no index of kind string`],
  ['$NONE', "ResourceNotFound at '$NONE': The environment has no 'NONE'"],
  ['@memory.none', "ResourceNotFound at '@memory.none': Nothing is stored at '@memory.none'"],
  ['lenn(1)', "ResourceNotFound at 'lenn': There is no function 'lenn'; did you mean 'len'?"],
  ['len()', "InvalidArgument at 'len()': It is called as len(value), not with 0 arguments"],
  ['len(5)', "TypeConversion at '5': 'len' takes a string, an array or an object, not int"],
  ['upper(5)', "TypeConversion at '5': 'upper' takes a string, not int"],
  ['round(1, 99)', "InvalidArgument at '99': 'round' takes a number of digits from 0 to 15"],
  ['max([])', "InvalidArgument at 'max([])': 'max' of nothing"],
  ['max(1, "a")', `TypeConversion at 'max(1, "a")': 'max' cannot compare int with string`],
  [
    'text matches "("',
    `InvalidArgument at 'text matches "("': The pattern is wrong: a '(' is never closed`,
  ],
  [
    'sum(many) + sum(many)',
    "LimitExceeded at 'sum(many)': The expression takes more than 1000000 steps",
  ],
  ['json(many)', "LimitExceeded at 'json(many)': The result has more than 1000000 characters"],
  ['json(endless)', "LimitExceeded at 'json(endless)': The value is nested too deeply"],
  ['endless == endless', "LimitExceeded at 'endless == endless': The value is nested too deeply"],
];

describe('evaluating', () => {
  for (const [text, result] of cases) {
    it(`${text} gives ${result}`, () => assert.equal(run(text), result));
  }

  for (const [text, error] of errors) {
    it(`${text} fails`, () => assert.equal(run(text), error));
  }

  it('keeps a text from growing without bound', () => {
    const { expression } = parseExpression('text + text');
    const limits = { stepsMax: 100, sizeMax: 9 };
    assert.throws(() => evaluate(expression, scope, limits), { kind: 'LimitExceeded' });
    assert.equal(evaluate(expression, scope, { stepsMax: 100, sizeMax: 10 }), 'HelloHello');
  });
});
