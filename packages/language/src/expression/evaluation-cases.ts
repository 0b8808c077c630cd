import type { EvaluationErrorKind } from '@mso/values';

/**
 * What expressions mean, as data: whoever evaluates expressions, by whatever means, yields these
 * values and fails with errors of these kinds.
 */
export interface EvaluationCase {
  readonly expression: string;
  readonly expected: Expected;
}

export type Expected = { readonly value: CaseValue } | { readonly error: EvaluationErrorKind };

/** A value as data. Durations are equal where they are equally long, whatever their unit. */
export type CaseValue =
  | null
  | boolean
  | number
  | string
  | readonly CaseValue[]
  | { readonly milliseconds: number }
  | { readonly record: { readonly [name: string]: CaseValue } };

/** The names that every case may use. */
export const evaluationNames: { readonly [name: string]: CaseValue } = {
  n: 7,
  half: 0.5,
  zero: 0,
  text: 'Hello',
  empty: '',
  flag: true,
  nothing: null,
  list: [3, 1, 2],
  none: [],
  time: { milliseconds: 300_000 },
  face: '😀',
  record: { record: { a: 1, b: null, 'with-dash': 2, inner: { record: { c: 'deep' } } } },
  blank: { record: {} },
  steps: {
    record: {
      'initial-response': {
        record: {
          output: { record: { score: 0.9, title: 'Wheels' } },
          failed: false,
          attempts: 2,
        },
      },
    },
  },
};

export const evaluationEnvironment: { readonly [name: string]: CaseValue } = { HOME: '/home/ada' };
export const evaluationMemory: { readonly [path: string]: CaseValue } = {
  'memory.key': 'kept',
  'memory["a text"]': 'kept, too',
};

const fails = (error: EvaluationErrorKind): Expected => ({ error });
const wrongKind = fails('TypeConversion');
const notFound = fails('ResourceNotFound');
const badArgument = fails('InvalidArgument');
const minutes = (count: number): CaseValue => ({ milliseconds: count * 60_000 });

type Row = readonly [expression: string, expected: CaseValue | Expected];

const literals: readonly Row[] = [
  ['null', null],
  ['true', true],
  ['1_000', 1000],
  ['1e3', 1000],
  ['"a\\n\\"b\\""', 'a\n"b"'],
  ['\'it is "so"\'', 'it is "so"'],
  ['"\\${n}"', `$\{n}`],
  ['1.5h', minutes(90)],
  ['[1, "a", [null],]', [1, 'a', [null]]],
  ['{a: 1, "b c": [2]}', { record: { a: 1, 'b c': [2] } }],
  ['{a: 1, a: 2}', { record: { a: 2 } }],
  ['$HOME', '/home/ada'],
  ['$HOEM', notFound],
  ['@memory.key', 'kept'],
  ['@memory.other', notFound],
  ['@memory["a text"]', 'kept, too'],
  ['@memory["other text"]', notFound],
  ['default(@memory["other text"], 1)', 1],
  ['@memory["a text"][0]', 'k'],
  ['@memory["a " + "text"]', 'kept, too'],
  ['@memory["other " + "text"]', notFound],
  ['default(@memory["other " + "text"], 1)', 1],
  ['@memory.key[0 + 1]', 'e'],
  ['default(@memory.key[9 + 9], 1)', 1],
  ['default(@memory.other[0 + 1], 1)', 1],
  ['unknown', notFound],
  ['${n} + 1', 8],
];

const precedence: readonly Row[] = [
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['24 / 4 / 2', 3],
  ['7 - 2 * 3 % 4', 5],
  ['-2 * -3', 6],
  ['- - 2', 2],
  ['1 + 1 == 2', true],
  ['1 < 2 == true', true],
  ['not 1 == 2', true],
  ['!flag == false', true],
  ['not flag or true', true],
  ['not (flag or true)', false],
  ['false and false or true', true],
  ['true or false and false', true],
  ['true || nothing.x', true],
  ['false && nothing.x', false],
  ['flag ? 1 : 2 + 10', 1],
  ['false ? 1 : flag ? 2 : 3', 2],
  ['n > 5 and n < 10', true],
  ['"a" + "b" == "ab"', true],
  ['1 in [1] and 2 in [2]', true],
  ['-record.a', -1],
  ['-list[0] + 4', 1],
];

const numbers: readonly Row[] = [
  ['5 / 2', 2.5],
  ['4 / 2', 2],
  ['-7 % 4', -3],
  ['7 % -4', 3],
  ['5.5 % 2', 1.5],
  ['0.1 + 0.2 == 0.3', false],
  ['1 == 1.0', true],
  ['type(4 / 2)', 'int'],
  ['type(5 / 2)', 'float'],
  ['type(9007199254740991)', 'int'],
  ['type(9007199254740992)', 'float'],
  ['-(2 - 2)', 0],
  ['0 * -1', 0],
  ['1 / 0', fails('DivisionByZero')],
  ['1 % zero', fails('DivisionByZero')],
  ['1h / 0', fails('DivisionByZero')],
  ['1e308 * 10', fails('LimitExceeded')],
  ['-1e308 - 1e308', fails('LimitExceeded')],
];

const durations: readonly Row[] = [
  ['90m + 30m', minutes(120)],
  ['1h - 30s', minutes(59.5)],
  ['2 * 5m', minutes(10)],
  ['5m / 2', minutes(2.5)],
  ['1h / 30m', 2],
  ['1h % 25m', minutes(10)],
  ['-5m', minutes(-5)],
  ['1h == 60m', true],
  ['1d > 23h', true],
  ['time < 1h', true],
];

const truth: readonly Row[] = [
  ...['null', 'false', '0', '""', '[]', '{}', '0s'].map((text): Row => [`!${text}`, true]),
  ...['true', '-1', '"0"', '[0]', '{a: null}', '1s'].map((text): Row => [`!${text}`, false]),
  ['0 or ""', false],
  ['"a" and 1', true],
  ['none ? 1 : 2', 2],
];

const comparison: readonly Row[] = [
  ['nothing == null', true],
  ['n != null', true],
  ['null == null', true],
  ['[1, [2]] == [1, [2]]', true],
  ['[1] == [1, 2]', false],
  ['[1] == ["1"]', false],
  ['{a: 1, b: 2} == {b: 2, a: 1}', true],
  ['{a: 1} == {a: 1, b: null}', false],
  ['"a" < "b"', true],
  ['"Z" < "a"', true],
  ['"a" < "ab"', true],
  ['2 in list', true],
  ['"2" in list', false],
  ['null in [null]', true],
  ['"a" in record', true],
  ['"b" in record', true],
  ['"c" in record', false],
  ['"ell" in text', true],
  ['"" in text', true],
  ['text matches "l+"', true],
  ['text matches "^l+$"', false],
  ['text matches "^(H|J)el*o$"', true],
  ['text matches "[^a-z]"', true],
  ['"a.c" matches "a\\\\.c"', true],
  ['empty matches "^$"', true],
  ['text matches "("', badArgument],
];

const members: readonly Row[] = [
  ['record.a', 1],
  ['record.b', null],
  ['record.with-dash', 2],
  ['record.inner.c', 'deep'],
  ['record["inner"]["c"]', 'deep'],
  ['{a: {b: 1}}.a.b', 1],
  ['record.x', notFound],
  ['record?.x', null],
  ['record.x?.y', null],
  ['record.x?.y?.z', null],
  ['record.x?.y.z', wrongKind],
  ['record?.x.y', wrongKind],
  ['record.b?.y', null],
  ['record.b.y', wrongKind],
  ['nothing?.y', null],
  ['nothing.y', wrongKind],
  ['n.y', wrongKind],
  ['n?.y', wrongKind],
  ['record["x"]', notFound],
  ['record[0]', wrongKind],
  ['list[0]', 3],
  ['list[2]', 2],
  ['list[3]', notFound],
  ['list[-1]', notFound],
  ['list[0.5]', notFound],
  ['list["0"]', wrongKind],
  ['text[1]', 'e'],
  ['nothing[0]', wrongKind],
  ['steps.initial-response.output.score > 0.5', true],
  ['steps.initial-response.failed', false],
  ['steps["initial-response"].attempts - 1', 1],
  ['n-1', notFound],
  ['n -1', 6],
];

const functions: readonly Row[] = [
  ['len(text) + len(list) + len(record)', 12],
  ['len(n)', wrongKind],
  ['lower("ÄB") + upper("äb")', 'äbÄB'],
  ['upper("straße")', 'STRASSE'],
  ['trim(" \\t a b\\n")', 'a b'],
  ['contains(text, "ell") and contains(list, 1) and contains(record, "b")', true],
  ['contains(n, 1)', wrongKind],
  ['startsWith(text, "He") and endsWith(text, "lo") and startsWith(text, "")', true],
  ['split("a,b,,c", ",")', ['a', 'b', '', 'c']],
  ['split("", ",")', ['']],
  ['split("abc", "")', ['a', 'b', 'c']],
  ['join(["a", 1, null, [2]], "-")', 'a-1-null-[2]'],
  ['join(["a", "b"])', 'ab'],
  ['join(none, ",")', ''],
  ['[round(2.5), round(-2.5), round(2.345, 2), round(2)]', [3, -2, 2.35, 2]],
  ['round(1, 16)', badArgument],
  ['round(1, 0.5)', badArgument],
  ['[floor(-1.5), ceil(-1.5), ceil(-0.5), abs(-3)]', [-2, -1, 0, 3]],
  ['abs(-5m)', minutes(5)],
  ['[min(3, 1, 2), max(list), min("b", "a")]', [1, 3, 'a']],
  ['max(1m, 30s)', minutes(1)],
  ['min(none)', badArgument],
  ['min(1, "a")', wrongKind],
  ['[sum(list), sum(none)]', [6, 0]],
  ['sum([1m, 2m])', minutes(3)],
  ['sum(["a", "b"])', 'ab'],
  ['sum([1, "a"])', wrongKind],
  ['keys({b: 1, a: 2})', ['b', 'a']],
  ['values({b: 1, a: [2]})', [1, [2]]],
  ['keys(list)', wrongKind],
  [
    '[has(record, "b"), has(record, "x"), has(list, 1), has(list, "1")]',
    [true, false, true, false],
  ],
  ['default(nothing, 1) + default(record.x, 2) + default(unknown, 3) + default(4, 0)', 10],
  ['default(false, true)', false],
  ['default(n.x, 1)', wrongKind],
  ['json({a: [1, "b", null, true]})', '{"a":[1,"b",null,true]}'],
  ['json("a\\"b")', '"a\\"b"'],
  [
    '[type(null), type(1), type(0.5), type("a"), type(true), type(1s), type([]), type({})]',
    ['null', 'int', 'float', 'string', 'bool', 'duration', 'array', 'object'],
  ],
  ['len()', badArgument],
  ['len(text, text)', badArgument],
  ['lenght(text)', notFound],
];

/** Texts are measured and cut in UTF-16 units, as everywhere in the language. */
const unicode: readonly Row[] = [
  ['len(face)', 2],
  ['face + "é" == "😀é"', true],
  ['"é" == "e\u0301"', false],
  ['face in "a😀b"', true],
  ['split("a😀b", "😀")', ['a', 'b']],
  ['lower("ΑΒΓ")', 'αβγ'],
  ['"漢字" matches "^漢"', true],
  ['{größe: 1}.größe', 1],
];

/** One value of each kind. */
const samples = ['null', 'true', '7', '0.25', '"a"', '5m', '[1]', '{k: 1}'] as const;

/**
 * The kind of `left operator right`: a line for each left sample, in it a letter for each right
 * one. A point stands for a TypeConversion.
 */
const operatorTables: readonly (readonly [operators: string, table: string])[] = [
  ['== !=', 'bbbbbbbb bb...... b.bb.... b.bb.... b...b... b....b.. b.....b. b......b'],
  ['< <= > >=', '........ ........ ..bb.... ..bb.... ....b... .....b.. ........ ........'],
  ['in', '......b. ......b. ......b. ......b. ....b.bb ......b. ......b. ......b.'],
  ['matches', '........ ........ ........ ........ ....b... ........ ........ ........'],
  ['and or && ||', 'bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb'],
  ['+', '........ ........ ..if.... ..ff.... ....s... .....d.. ........ ........'],
  ['-', '........ ........ ..if.... ..fi.... ........ .....d.. ........ ........'],
  ['*', '........ ........ ..if.d.. ..ff.d.. ........ ..dd.... ........ ........'],
  ['/', '........ ........ ..ii.... ..fi.... ........ ..dd.i.. ........ ........'],
  ['%', '........ ........ ..ii.... ..fi.... ........ .....d.. ........ ........'],
];

const kindByLetter: { readonly [letter: string]: string } = {
  b: 'bool',
  i: 'int',
  f: 'float',
  s: 'string',
  d: 'duration',
};

function* operatorRows(): Generator<Row> {
  for (const [operators, table] of operatorTables) {
    const lines = table.split(' ');
    for (const operator of operators.split(' ')) {
      for (const [row, left] of samples.entries()) {
        for (const [column, right] of samples.entries()) {
          const kind = kindByLetter[lines[row]?.charAt(column) ?? ''];
          yield [`type(${left} ${operator} ${right})`, kind ?? wrongKind];
        }
      }
    }
  }
  for (const [index, sample] of samples.entries()) {
    yield [`type(-${sample})`, kindByLetter['..if.d..'.charAt(index)] ?? wrongKind];
    yield [`type(not ${sample})`, 'bool'];
  }
}

function asCase([expression, expected]: Row): EvaluationCase {
  return { expression, expected: isExpected(expected) ? expected : { value: expected } };
}

function isExpected(expected: CaseValue | Expected): expected is Expected {
  return typeof expected === 'object' && expected !== null && 'error' in expected;
}

/** By what they are about. */
export const evaluationCases: ReadonlyMap<string, readonly EvaluationCase[]> = new Map(
  Object.entries({
    literals,
    precedence,
    numbers,
    durations,
    truth,
    comparison,
    members,
    functions,
    unicode,
    'operators and kinds': [...operatorRows()],
  }).map(([about, rows]) => [about, rows.map(asCase)]),
);
