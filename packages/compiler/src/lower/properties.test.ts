import { expectLines, listing } from '../testing/listing.js';

/** The instructions that the properties of a block become. */
const table: readonly (readonly [name: string, properties: string, expected: string])[] = [
  [
    'plain values of every kind',
    'a = "t" b = word c = -1.5 d = true e = null f = 30m',
    `SetProperty #1 "a" "t"
     SetProperty #1 "b" "word"
     SetProperty #1 "c" -1.5
     SetProperty #1 "d" true
     SetProperty #1 "e" null
     SetProperty #1 "f" 30m`,
  ],
  ['an empty array', 'a = []', 'SetProperty #1 "/a/-" "[]"'],
  ['an empty object', 'a {}', 'SetProperty #1 "/a/-" "{}"'],
  [
    'empty containers in containers',
    'a { b = [] c {} } d = [[], {}]',
    `SetProperty #1 "/a/b/-" "[]"
     SetProperty #1 "/a/c/-" "{}"
     SetProperty #1 "/d/0/-" "[]"
     SetProperty #1 "/d/1/-" "{}"`,
  ],
  [
    'an array of objects with arrays',
    'a = [{ b = 1, c = ["x", 2] }, { d { e = 3 } }]',
    `SetProperty #1 "/a/0/b" 1
     SetProperty #1 "/a/0/c/0" "x"
     SetProperty #1 "/a/0/c/1" 2
     SetProperty #1 "/a/1/d/e" 3`,
  ],
  [
    'keys that read like indexes: the object is made first',
    'a { "0" = 1 b = 2 } c = [{ "7" = 3 }]',
    `SetProperty #1 "/a/-" "{}"
     SetProperty #1 "/a/0" 1
     SetProperty #1 "/a/b" 2
     SetProperty #1 "/c/0/-" "{}"
     SetProperty #1 "/c/0/7" 3`,
  ],
  [
    'a key that reads like an index behind another one',
    'a { b = 2 "0" = 1 }',
    `SetProperty #1 "/a/b" 2
     SetProperty #1 "/a/0" 1`,
  ],
  [
    'keys with the signs of paths',
    '"/p" = 1 "-" { "~" = 2 "-" = 3 } "__proto__" { "__proto__" = 4 }',
    `SetProperty #1 "/~1p" 1
     SetProperty #1 "/~2/~0" 2
     SetProperty #1 "/~2/~2" 3
     SetProperty #1 "/__proto__/__proto__" 4`,
  ],
  ['a key that is set twice: the last one whole', 'a = 1 a = 2', 'SetProperty #1 "a" 2'],
  [
    'an object that replaces an object: nothing of the first shows through',
    'o { a = 1 } o { b = 2 }',
    'SetProperty #1 "/o/b" 2',
  ],
  [
    'an array that replaces an object, an object that replaces an array',
    'o { a = 1 } o = [1] p = [1] p { a = 1 }',
    `SetProperty #1 "/o/0" 1
     SetProperty #1 "/p/a" 1`,
  ],
  [
    'a key that is set twice deep inside',
    'o { a { b = 1 } a { c = 2 } } q = [{ x = 1 x = 2 }]',
    `SetProperty #1 "/o/a/c" 2
     SetProperty #1 "/q/0/x" 2`,
  ],
  [
    'names with arrows between them',
    'a = one -> two',
    `SetProperty #1 "/a/0" "one"
     SetProperty #1 "/a/1" "two"`,
  ],
  [
    'placeholders as they are written',
    'a = "for ${x.y - 1}" b = ${x + 1}',
    `SetProperty #1 "a" "for \${x.y - 1}"
     SetProperty #1 "b" "\${x + 1}"`,
  ],
];

describe('properties become SetProperty', () => {
  for (const [name, properties, expected] of table) {
    it(name, () => expectLines(listing(`project "p" { ${properties} }`).slice(1), expected));
  }

  const replaced: readonly (readonly [block: string, expected: string])[] = [
    ['agent "a" { capabilities ["x"] capabilities ["y"] }', 'SetCapability #1 "y"'],
    ['agent "a" { tools ["x", "y"] tools ["z"] }', 'SetProperty #1 "/tools/0" "z"'],
    ['agent "a" { capabilities [] }', 'SetProperty #1 "/capabilities/-" "[]"'],
    [
      'agent "a" { backstory { old } backstory = ["n", "w"] }',
      'SetProperty #1 "backstory" "n\\nw"',
    ],
    ['agent "a" { backstory = "old" backstory { new } }', 'SetProperty #1 "backstory" "new"'],
    [
      'crew "c" { process_type = parallel process = consensus }',
      'SetProperty #1 "process" "consensus"',
    ],
    [
      'workflow "w" { retry { max_attempts = 2 } retry { delay = 1s } }',
      'SetProperty #1 "/retry/delay" 1s',
    ],
    [
      'workflow "w" { retry { backoff = fixed exponential_backoff = true } }',
      'SetProperty #1 "/retry/backoff" "fixed"',
    ],
    ['workflow "w" { retry {} }', 'SetProperty #1 "/retry/-" "{}"'],
    ['workflow "w" { timeout = "90 seconds" }', 'SetProperty #1 "timeout" 90s'],
    ['context "k" { a = 1 variables { a = 2 } }', 'SetProperty #1 "/variables/a" 2'],
    [
      'context "k" { secrets { a = $A } secrets { b = $B b = $C } }',
      'SetSecret #1 "b" Environment("C")',
    ],
    [
      'pipeline { a -> [b | c] -> if input.x > 1 { d } else { e -> f } }',
      `SetProperty #1 "/stages/0" "a"
       SetProperty #1 "/stages/1" "b"
       SetProperty #1 "/stages/2" "c"
       SetProperty #1 "/stages/3" "d"
       SetProperty #1 "/stages/4" "e"
       SetProperty #1 "/stages/5" "f"
       SetProperty #1 "flow" "a -> [b | c] -> if input.x > 1 { d } else { e -> f }"`,
    ],
  ];
  for (const [block, expected] of replaced) {
    it(`${block} has one meaning`, () => expectLines(listing(block).slice(1), expected));
  }

  it('a step of the list form has its name once, and one name stands for a list', () => {
    const text = `workflow "w" {
      steps = [{ name = "s", crew = "c", depends_on = t }, { name = "t", crew = [] }]
    }
    crew "c" { agents [] }`;
    expectLines(
      listing(text).slice(1, 6),
      `
      DefineStep #1 #2 "s"
      SetProperty #2 "/crew/0" "c"
      SetProperty #2 "/depends_on/0" "t"
      DefineStep #1 #3 "t"
      SetProperty #3 "/crew/-" "[]"`,
    );
  });
});
