import assert from 'node:assert/strict';
import { SourceFile } from '../text/source-file.js';
import { format } from './format.js';

function formatted(text: string): string {
  const result = format(new SourceFile('', text));
  assert.ok('text' in result, 'diagnostics' in result ? result.diagnostics[0]?.message : '');
  return result.text;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: string;
}

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { name, text, expected } of cases) {
      it(name, () => {
        const result = formatted(text);
        assert.equal(result, expected);
        assert.equal(formatted(result), result);
      });
    }
  });
}

/** The same for what stands within an agent's block; both texts without its indentation. */
function checkMembers(
  title: string,
  cases: readonly (readonly [name: string, text: string, expected: string])[],
  header = 'agent "a"',
): void {
  check(
    title,
    cases.map(([name, text, expected]) => ({
      name,
      text: `${header} {\n${text}\n}`,
      expected: `${header} {\n${expected.replaceAll(/^(?=.)/gm, '  ')}\n}\n`,
    })),
  );
}

check('the layout of a file', [
  { name: 'of nothing is nothing', text: ' \n\n ', expected: '' },
  { name: 'ends with one line end', text: 'load "a"\n\n\n', expected: 'load "a"\n' },
  {
    name: 'begins without blank lines',
    text: '\n\n# c\n\n\nload a',
    expected: '# c\n\nload "a"\n',
  },
  {
    name: 'has one blank line between declarations',
    text: 'load "a"\nload "b" load "c"\n\n\nload "d"',
    expected: 'load "a"\n\nload "b"\n\nload "c"\n\nload "d"\n',
  },
  {
    name: 'puts the blank line before the comment of a declaration',
    text: 'agent "a" {} # a\n# b\nagent "b" {}',
    expected: 'agent "a" {} # a\n\n# b\nagent "b" {}\n',
  },
  {
    name: 'leaves a comment where it stands between blank lines',
    text: 'load "a"\n# a\n\nload "b"\n\n# between\n\nload "c"\n# end',
    expected: 'load "a"\n# a\n\nload "b"\n\n# between\n\nload "c"\n# end\n',
  },
  {
    name: 'has line feeds only, and no byte order mark',
    text: '\ufeff# c\r\nagent "a" {\r  model = "m"\r\n\r\n}\r\n',
    expected: '# c\nagent "a" {\n  model = "m"\n}\n',
  },
  { name: 'writes # for //', text: '//a\nload "b" // c', expected: '#a\nload "b" # c\n' },
  {
    name: 'quotes the names of declarations',
    text: "project p {} memory m {} memory {} crew 'c' {} load l pipeline x { stage y {} }",
    expected: [
      ...['project "p" {}', '', 'memory "m" {}', '', 'memory {}', '', 'crew "c" {}', ''],
      ...['load "l"', '', 'pipeline "x" {', '  stage "y" {}', '}', ''],
    ].join('\n'),
  },
]);

checkMembers('properties', [
  ['stand on lines of their own', 'a = 1, b = 2 c=3', 'a = 1\nb = 2\nc = 3'],
  ['are never aligned', 'a   =  1\nlonger = 2', 'a = 1\nlonger = 2'],
  ['keep one blank line', '\n\na = 1\n\n\nb = 2\n\n', 'a = 1\n\nb = 2'],
  ['have quotes around words', 'a = word', 'a = "word"'],
  ['have quotes around a keyword too', 'a = parallel', 'a = "parallel"'],
  [
    'have no quotes around what is no word',
    'a = true b = null c = -1.5',
    'a = true\nb = null\nc = -1.5',
  ],
  ['keep numbers and durations as they are', 'a = 1_000 b = 1.5h', 'a = 1_000\nb = 1.5h'],
  [
    'keep references',
    'a = $A b = ${ a.b } c = @f[k] d = @f["k"]',
    'a = $A\nb = ${ a.b }\nc = @f[k]\nd = @f["k"]',
  ],
  ['keep parentheses', 'a = ( ( 1 ) ) b = (x) -> y', 'a = ((1))\nb = (x) -> y'],
  ['have arrows with blanks', 'a = x->"y"->"y z"', 'a = x -> y -> "y z"'],
  [
    'have bare keys where they can',
    '"a" = 1 \'b c\' = 2 "when" = 3',
    'a = 1\n"b c" = 2\n"when" = 3',
  ],
  [
    'keep the form without =',
    'a { b = 1 } c [1] d = { e = 1 } f = [1]',
    'a {\n  b = 1\n}\nc [1]\nd = { e = 1 }\nf = [1]',
  ],
  ['join a continued line', 'a = \\\n  1', 'a = 1'],
]);

check('a condition', [
  {
    name: 'keeps its lines',
    text: 'workflow w { step a { when = (b # c\r\n or d) } }',
    expected: 'workflow "w" {\n  step "a" {\n    when = (b # c\n or d)\n  }\n}\n',
  },
]);

check('a string', [
  {
    name: 'has double quotes',
    text: `project { a = 'it\\'s "x" \\n' }`,
    expected: `project {\n  a = "it's \\"x\\" \\n"\n}\n`,
  },
  {
    name: 'keeps its escapes and its lines',
    text: 'project { a = "\\t\\\\\\"\n    c" }',
    expected: 'project {\n  a = "\\t\\\\\\"\n    c"\n}\n',
  },
  {
    name: 'shows the carriage returns that it holds',
    text: 'project {\r\n  a = "b\r\nc"\r\n}',
    expected: 'project {\n  a = "b\\r\nc"\n}\n',
  },
  {
    name: 'in text blocks is indented anew',
    text: 'project {\na = """\n b\n   c\n\n d\n"""\nx = [[], """e\n  f"""] }',
    expected: `project {
  a = """
    b
      c

    d
    """
  x = [
    [],
    """
      e
        f""",
  ]
}
`,
  },
  {
    name: 'keeps its placeholders',
    text: `project { a = 'x \${input["b"]}\\'s "c" \\\${d}' e = \${len("f")} }`,
    expected: `project {
  a = "x \${input["b"]}'s \\"c\\" \\\${d}"
  e = \${len("f")}
}
`,
  },
  {
    name: 'keeps placeholders in text blocks, hidden ones too',
    text: 'project { a = """\n ${input.b}\n   \\${d}\n""" }',
    expected: 'project {\n  a = """\n    ${input.b}\n      \\${d}\n    """\n}\n',
  },
  {
    name: 'in text blocks of one line stays on it',
    text: 'project { a = """b "c" d""" e = """\n  f""" g = """""" }',
    expected: 'project {\n  a = """b "c" d"""\n  e = """f"""\n  g = """"""\n}\n',
  },
]);

checkMembers('a list', [
  ['has commas and blanks on one line', 'a = [1 , 2 3,]', 'a = [1, 2, 3]'],
  ['is joined where there is room', 'capabilities [\n  b\n  "c"\n]', 'capabilities ["b", "c"]'],
  [
    'of 80 columns stays on its line',
    `abc = ["${'x'.repeat(34)}", "${'y'.repeat(30)}"]`,
    `abc = ["${'x'.repeat(34)}", "${'y'.repeat(30)}"]`,
  ],
  [
    'of 81 columns has an item a line',
    `abc = ["${'x'.repeat(34)}" "${'y'.repeat(31)}"]`,
    `abc = [\n  "${'x'.repeat(34)}",\n  "${'y'.repeat(31)}",\n]`,
  ],
  [
    'within a list leaves room for its comma',
    `a = [["${'x'.repeat(71)}"], ["${'y'.repeat(72)}"]]`,
    `a = [\n  ["${'x'.repeat(71)}"],\n  [\n    "${'y'.repeat(72)}",\n  ],\n]`,
  ],
  ['may be empty', 'a = [ , ] b = [\n]', 'a = []\nb = []'],
  [
    'keeps its comments',
    'a = [ # of a\n  1 # one\n  , 2, # two\n  # three\n  3\n  # end\n]',
    'a = [ # of a\n  1, # one\n  2, # two\n  # three\n  3,\n  # end\n]',
  ],
  ['keeps a comment in it though it is empty', 'a = [ # none\n]', 'a = [ # none\n]'],
]);

checkMembers('an object', [
  ['stays on one line', 'a = {b=1 c { d = 2 }}', 'a = { b = 1, c { d = 2 } }'],
  ['stays on several lines', 'a = {\nb = 1, c = 2 }', 'a = {\n  b = 1\n  c = 2\n}'],
  [
    'that is too long has a property a line',
    `a = { b = "${'x'.repeat(40)}", c = "${'y'.repeat(40)}" }`,
    `a = {\n  b = "${'x'.repeat(40)}"\n  c = "${'y'.repeat(40)}"\n}`,
  ],
  [
    'in a list stays on one line',
    'a = [\n  { b = 1 }\n  { c = 2 } # c\n]',
    'a = [\n  { b = 1 },\n  { c = 2 }, # c\n]',
  ],
  ['may be empty', 'a = { } b { , } c {\n}', 'a = {}\nb {}\nc {}'],
]);

checkMembers('comments', [
  ['stay at the end of their line', 'a = 1 # a\nb = 2 # b', 'a = 1 # a\nb = 2 # b'],
  ['stay on their own line', '# a\na = 1\n\n# end', '# a\na = 1\n\n# end'],
  ['stay in an empty block', 'a {\n# nothing\n}', 'a {\n  # nothing\n}'],
  ['stay within a property', 'a # x\n= # y\n1', 'a # x\n  = # y\n  1'],
  ['stay before a comma', 'a = 1 # x\n, b = 2', 'a = 1 # x\nb = 2'],
  ['lose the blanks behind them', 'a = 1 #x  \t', 'a = 1 #x'],
]);

checkMembers('a backstory', [
  [
    'is indented line by line',
    'backstory {one\n\n\n     two # why\n# own\n  "three" {x} }',
    'backstory {\n  one\n\n  two # why\n  # own\n  "three" {x}\n}',
  ],
  ['may be empty', 'backstory {\n\n}', 'backstory {}'],
  ['may be a value', 'backstory = [ a ]', 'backstory = ["a"]'],
]);

checkMembers(
  'a workflow',
  [
    [
      'has bare durations where the program stays the same',
      'timeout = "2 h" step a { timeout = \'90 sec\' retry { delay = "5s" x = "5s" } }',
      'timeout = 2h\nstep "a" {\n  timeout = 90sec\n' +
        '  retry {\n    delay = 5s\n    x = "5s"\n  }\n}',
    ],
    [
      'keeps conditions as they are written',
      'step a { when = (a  >1 or b) # c\nagent = x }',
      'step "a" {\n  when = (a  >1 or b) # c\n  agent = "x"\n}',
    ],
    [
      'quotes keys that would continue a condition',
      'step a { when = b, in [1] }',
      'step "a" {\n  when = b\n  "in" [1]\n}',
    ],
    ['quotes a bare task', 'step a { task = write }', 'step "a" {\n  task = "write"\n}'],
    [
      'has steps in a list',
      'steps = [{ name = a, timeout = "5m" }]',
      'steps = [{ name = "a", timeout = 5m }]',
    ],
    [
      'has a pipeline with arrows and bars',
      'pipeline{a->"b"[ c , "d e" ] "if"}',
      'pipeline {\n  a -> b -> [c | "d e"] -> "if"\n}',
    ],
    [
      'keeps the lines of a pipeline, each beginning with its arrow',
      'pipeline {\na -> b ->\nc # c\n-> d }',
      'pipeline {\n  a -> b\n  -> c # c\n  -> d\n}',
    ],
    [
      'breaks a long pipeline',
      `pipeline main { ${'abcdefghij -> '.repeat(7)}end }`,
      `pipeline "main" {\n  ${'abcdefghij -> '.repeat(4)}abcdefghij\n` +
        '  -> abcdefghij -> abcdefghij -> end\n}',
    ],
    [
      'has branches on one line, or on their own',
      'pipeline { a -> if x>1 { b }\nelse if y {c} else { # d\n d } -> [e | # f\n f] }',
      'pipeline {\n  a\n  -> if x>1 {\n    b\n' +
        '  } else if y {\n    c\n  } else { # d\n    d\n  }\n' +
        '  -> [\n    e\n    | # f\n      f\n  ]\n}',
    ],
    ['has a pipeline as a value', 'pipeline = a->b', 'pipeline = a -> b'],
    ['has a pipeline as a list', 'pipeline = [a "b c"]', 'pipeline = [a, "b c"]'],
    ['has a pipeline in double braces', 'pipeline {{a}}', 'pipeline {\n  {\n    a\n  }\n}'],
    ['may have an empty pipeline', 'pipeline { , }', 'pipeline {}'],
  ],
  'workflow "w"',
);

checkMembers('an agent', [
  ['keeps a duration in quotes: it is a string', 'timeout = "5m"', 'timeout = "5m"'],
]);

describe('a text with syntax errors', () => {
  it('is not formatted; the errors say why', () => {
    const result = format(new SourceFile('', '// c\nagent "a" { x = }'));
    assert.ok('diagnostics' in result);
    assert.deepEqual(
      result.diagnostics.map(({ code }) => code),
      ['E0207'],
    );
  });
});
