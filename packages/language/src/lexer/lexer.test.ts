import assert from 'node:assert/strict';
import { tokenize } from './lexer.js';

/** Tokens as `Kind:content`, punctuation as itself. */
function tokens(text: string): string {
  return [...tokenize(text).tokens]
    .slice(0, -1)
    .map(({ kind, text: content, value }) => {
      if (kind === 'Number') return String(value);
      if (kind === 'Duration') return `${value} ${content}`;
      return /^[A-Z]/.test(kind) ? `${kind}:${content}` : kind;
    })
    .join(' ');
}

function codes(text: string): string {
  return tokenize(text)
    .diagnostics.map(({ code, span }) => `${code}@${span.start}-${span.end}`)
    .join(' ');
}

const accepted: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['words may hold dashes and digits', 'a-b_2 -> c', 'Identifier:a-b_2 -> Identifier:c'],
  ['a dash before > belongs to the arrow', 'a->b', 'Identifier:a -> Identifier:b'],
  ['keywords are told from words', 'agent agents', 'Keyword:agent Identifier:agents'],
  ['letters of any script make words', 'größe 漢字', 'Identifier:größe Identifier:漢字'],
  ['strings have escapes', '"a\\n\\"b\\\\"', 'String:a\n"b\\'],
  ['strings may be in single quotes', '\'it is "so"\'', 'String:it is "so"'],
  ['strings may span lines', '"a\nb"', 'String:a\nb'],
  ['text blocks lose their indent', '"""\n    a\n      b\n    """', 'String:a\n  b\n'],
  ['text blocks have no escapes', '"""a\\n"""', 'String:a\\n'],
  [
    'numbers have fractions, exponents and underscores',
    '1_000 2.5 1e3 2.5E-1',
    '1000 2.5 1000 0.25',
  ],
  ['durations have many spellings', '1s 2min 3hours 4d', '1 Seconds 2 Minutes 3 Hours 4 Days'],
  [
    'a fraction of a unit becomes a smaller unit',
    '1.5h 1.1h 0.5d 1.01h',
    '90 Minutes 66 Minutes 12 Hours 3636 Seconds',
  ],
  ['variables', `$HOME $\{a.b-c} $\{ a }`, 'Variable:HOME Placeholder:a.b-c Placeholder:a'],
  [
    'placeholders may hold braces and strings',
    `$\{ {a: "}"} } "$\{x["y"]}!"`,
    `Placeholder:{a: "}"} String:$\{x["y"]}!`,
  ],
  ['a backslash hides a placeholder', '"\\${a}" \'\\${\'', 'String:${a} String:${'],
  ['in text blocks too', '"""\\${a}"""', 'String:${a}'],
  ['a hidden backslash hides nothing', '"\\\\${a["b"]}"', 'String:\\${a["b"]}'],
  [
    'text blocks lose their indent around placeholders',
    '"""\n    a ${b}\n      ${c}\n\n    d\n    """',
    'String:a ${b}\n  ${c}\n\nd\n',
  ],
  [
    'references',
    '@memory.last-key @f[k]',
    'Reference:memory.last-key Reference:f [ Identifier:k ]',
  ],
  ['the longest mark wins', '<= < == = ?. ? || |', '<= < == = ?. ? || |'],
  [
    'a backslash at the end of a line joins it with the next',
    'a \\  \n b',
    'Identifier:a Identifier:b',
  ],
  [
    'white space of any kind is skipped',
    '\ufeffa\u00a0b\r\nc\rd',
    'Identifier:a Identifier:b Identifier:c Identifier:d',
  ],
  [
    'a backstory is raw',
    'backstory { 8 years, "x" {y} # z\n C# }',
    'Keyword:backstory { Story:8 years, "x" {y}\nC# }',
  ],
  ['a backstory given as a value is not raw', 'backstory = "x"', 'Keyword:backstory = String:x'],
];

const refused: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['an unterminated string is marked at its quote', 'a "b', 'E0101@2-3'],
  ['a string that swallows the next one ended on its line', 'a "b\nc = "d"', 'E0101@2-3'],
  ['an unterminated text block', '"""a', 'E0101@0-3'],
  ['an unknown escape', '"\\q"', 'E0102@1-3'],
  ['two points in a number', '1.2.3', 'E0103@0-5'],
  ['an unknown unit', '10kb', 'E0103@0-4'],
  ['a blank before the unit', 'x = 5 m', 'E0103@4-7'],
  ['a duration that is no whole number of seconds', '0.5s', 'E0103@0-4'],
  ['a number too large', '1e999', 'E0103@0-5'],
  ['a lone dollar', '$ a', 'E0104@0-1'],
  ['a placeholder that is never closed', '${a', 'E0104@0-2'],
  ['a placeholder that ends on another line', '"${a\n}"', 'E0104@1-3'],
  ['only the first open placeholder of a line', '"${a" "${b" c', 'E0104@1-3'],
  ['a lone at', '@', 'E0104@0-1'],
  ['a reference that ends with a point', '@a.', 'E0104@0-3'],
  ['several unknown characters in a row are one mistake', 'a ^^^ b', 'E0105@2-5'],
  ['a backslash within a line', 'a \\ b', 'E0105@2-3'],
  ['slashes begin a comment, with a warning', 'a // b', 'W0304@2-4'],
  ['an unclosed backstory is marked at its brace', 'backstory { a\nagent', 'E0204@10-11'],
];

describe('the lexer', () => {
  for (const [title, text, expected] of accepted) {
    it(`${title}`, () => {
      assert.equal(tokens(text), expected);
      assert.equal(codes(text), '');
    });
  }

  for (const [title, text, expected] of refused) {
    it(`reports ${title}`, () => assert.equal(codes(text), expected));
  }

  it('keeps comments apart from tokens', () => {
    const { comments, tokens: all } = tokenize('# one\na = "#no" # two');
    assert.deepEqual(comments, [
      { start: 0, end: 5, marker: '#' },
      { start: 16, end: 21, marker: '#' },
    ]);
    assert.equal(all.length, 4);
  });

  it('ends an unclosed backstory before the next declaration', () => {
    const text = 'agent a {\n  backstory {\n    text\nworkflow w {}';
    assert.match(tokens(text), /Story:text Keyword:workflow Identifier:w { }$/);
  });

  it('takes a unit for a key where a value follows', () => {
    assert.equal(codes('{ a = 5 m = 3 }'), '');
  });
});
