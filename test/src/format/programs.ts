import fc from 'fast-check';

/**
 * Programs without errors, as the parts that they are written with. Between two parts may stand
 * any white space and any comment; `together` marks a part that touches the one before it.
 */
type Parts = readonly string[];

const together = '\u0000';

const parts = (...arbitraries: readonly fc.Arbitrary<Parts>[]): fc.Arbitrary<Parts> =>
  fc.tuple(...arbitraries).map((lists) => lists.flat());
const fixed = (...texts: readonly string[]): fc.Arbitrary<Parts> => fc.constant(texts);
const repeated = (item: fc.Arbitrary<Parts>, maxLength: number): fc.Arbitrary<Parts> =>
  fc.array(item, { maxLength }).map((lists) => lists.flat());
const oneOf = (...texts: readonly string[]): fc.Arbitrary<Parts> =>
  fc.constantFrom(...texts).map((text) => [text]);
const maybe = (item: fc.Arbitrary<Parts>): fc.Arbitrary<Parts> => fc.oneof(fixed(), item);

const comma = maybe(fixed(','));

const key = oneOf('k', 'long_key', '"q"', "'q w'", '"in"', 'when', 'else', '"else"', 'memory');

const string = oneOf(
  ...['"t"', "'it\\'s \"x\"'", '"two\nlines"', '"two\r\nlines"', '"\\n\\\\"', '"vault:x"', '""'],
  ...['"""block"""', '"""\n   deep\n     deeper\n\n   end\n"""', '"""a\r\n  b"""', '""""""'],
  ...['"5m"', '"2 h"', `"${'long '.repeat(12)}"`, '"${input.b}"'],
  ...[`'say \${input["x"]} "q" \\\${c}'`, '"""\n   ${input.x}\n     \\${x}\n"""', '"\\${a}"'],
);

const plain = fc.oneof(
  string,
  oneOf('word', 'gpt-4', 'parallel', 'true', 'null', '1', '1.5e3', '90sec', '1.5h', '$ENV'),
  oneOf('${input.b}', '${len("a") + 1}', '@notes.best', 'x'),
  fixed('@notes', `${together}[`, `${together}"k e"`, `${together}]`),
  fixed('-', `${together}5`),
);

type Values = Readonly<Record<'value' | 'array' | 'object' | 'member', Parts>>;

const { object, member } = fc.letrec<Values>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    plain,
    fixed('a', '->', '"b"', '->', 'c'),
    tie('array'),
    tie('object'),
    parts(fixed('('), tie('value'), fixed(')')),
  ),
  array: parts(
    fixed('['),
    repeated(parts(tie('value'), fixed(',')), 5),
    maybeLast(tie),
    fixed(']'),
  ),
  object: parts(fixed('{'), repeated(parts(tie('member'), comma), 3), fixed('}')),
  member: fc.oneof(
    parts(key, fixed('='), tie('value')),
    parts(key, tie('object')),
    parts(key, tie('array')),
  ),
}));

function maybeLast(tie: fc.LetrecTypedTie<Values>): fc.Arbitrary<Parts> {
  return maybe(tie('value'));
}

const property = parts(member, comma);
const block = parts(fixed('{'), repeated(property, 4), fixed('}'));

const story = oneOf(
  'backstory {}',
  'backstory { Ten years # here\r\n\r\n\r\n  {nested} C#\n# own\n "quoted" }',
  'backstory {\n\n  one\n\n\n  two\n\n}',
  'backstory {# c\n}',
);

const agentMember = fc.oneof(
  property,
  story,
  parts(oneOf('capabilities', 'tools', 'constraints'), maybe(fixed('=')), names(4)),
  fixed('timeout', '=', '5m'),
);

function names(maxLength: number): fc.Arbitrary<Parts> {
  const name = parts(oneOf('one', '"two"', "'three'", `"${'x'.repeat(30)}"`), comma);
  return parts(fixed('['), repeated(name, maxLength), fixed(']'));
}

const retry = parts(
  fixed('retry'),
  maybe(fixed('=')),
  fixed('{'),
  repeated(fc.oneof(fixed('delay', '=', '"5 s"'), fixed('backoff', '=', 'linear', ',')), 3),
  fixed('}'),
);

const stepMember = fc.oneof(
  parts(oneOf('task'), fixed('='), fc.oneof(string, fixed('word'))),
  parts(fixed('timeout', '='), oneOf('"2h"', "'90 sec'", '5m')),
  parts(fixed('when', '='), condition(), fixed(',')),
  fixed('parallel', '=', 'true'),
  fixed('agent', '=', 'worker'),
  retry,
  parts(fixed('inputs'), object),
);

function condition(): fc.Arbitrary<Parts> {
  return fc.oneof(
    fixed('input', `${together}.`, `${together}x`, '>', '1'),
    fixed('(', 'len', '(', '"a\r\nb"', ')', '>', '1', ')'),
    fixed('not', 'input', '?.', 'x', 'or', '5m', '<', '1h'),
    fixed('1', 'in', '[', '1', ',', '2', ']', '?', 'true', ':', 'false'),
  );
}

const stepNames = ['s', '"t u"', "'v'", '"if"', 'else', '"stage"', 'memory', 'w-x'] as const;

const flow = fc.letrec<{ nodes: Parts; node: Parts }>((tie) => ({
  nodes: repeatedNodes(tie('node')),
  node: fc.oneof(
    { maxDepth: 2 },
    oneOf(...stepNames),
    parts(
      fixed('['),
      fc
        .array(fc.tuple(tie('node'), oneOf('|', ',')), { maxLength: 4 })
        .map((branches) => branches.flat(2)),
      fixed(']'),
    ),
    parts(
      ...[fixed('if'), condition(), fixed('{'), tie('nodes'), fixed('}')],
      maybe(parts(fixed('else', '{'), tie('nodes'), fixed('}'))),
    ),
  ),
})).nodes;

function repeatedNodes(node: fc.Arbitrary<Parts>): fc.Arbitrary<Parts> {
  const separator = fc.oneof(fixed('->'), fixed(','), fixed(',', '->'));
  return fc
    .tuple(node, repeated(parts(separator, node), 8))
    .map(([first, rest]) => [...first, ...rest]);
}

const pipeline = fc.oneof(
  parts(fixed('pipeline', '{'), flow, fixed('}')),
  parts(fixed('pipeline', '=', '{', '{'), flow, fixed('}', '}')),
  parts(fixed('pipeline', 'main', '{'), maybe(flow), fixed('}')),
);

const steps = stepNames.map((name) =>
  parts(
    fixed('step', name === 'else' || name === 'memory' ? `"${name}"` : name, '{'),
    repeated(stepMember, 4),
    fixed('}'),
  ),
);

const stepList = fixed(
  ...['steps', '=', '[', '{', 'name', '=', 'x', ',', 'timeout', '=', '"5m"', '}', ',', ']'],
);

const declaration = fc.oneof(
  parts(fixed('project'), maybe(oneOf('p', '"p q"')), block),
  parts(fixed('memory', '{', 'provider', '=', 'redis'), repeated(property, 3), fixed('}')),
  parts(fixed('crew', "'c'", '{', 'agents', '[', 'worker', ']'), repeated(property, 2), fixed('}')),
  parts(fixed('pipeline', '{'), maybe(flow), fixed('}')),
  parts(fixed('load', 'notes'), maybe(block)),
  parts(
    fixed('workflow', 'w', '{', 'timeout', '=', '"2 h"'),
    repeated(fc.oneof(property, retry, stepList), 2),
    ...steps,
    maybe(pipeline),
    fixed('}'),
  ),
  parts(
    fixed(
      'context',
      '"k"',
      '{',
      'secrets',
      '{',
      'a',
      '=',
      '$A',
      ',',
      '"b c"',
      '=',
      '"file:x"',
      '}',
    ),
    parts(fixed('variables'), block),
    fixed('}'),
  ),
);

const agent = parts(fixed('agent', 'worker', '{'), repeated(agentMember, 5), fixed('}'));

const gaps = [
  ...[' ', ' ', ' ', ' ', '\n', '\n', '  \t', '\r\n', '\n\n\n', '\n\n', ' \\\n '],
  ...[' # c1\n', '\n# c2 \n', '\n\n#c3\r\n\r\n', ' // c4\n', '\n#\n  # c5 "{[\n\n'],
] as const;

/** A text of these parts. */
export const programText: fc.Arbitrary<string> = fc
  .tuple(
    parts(agent, repeated(declaration, 4)),
    fc.array(fc.constantFrom(...gaps), { minLength: 200, maxLength: 400, size: 'max' }),
    fc.constantFrom(...gaps, ''),
  )
  .map(([list, between, start]) => {
    let text = start;
    for (const [index, part] of list.entries()) {
      if (part.startsWith(together)) text += part.slice(1);
      else text += (between[index % between.length] ?? ' ') + part;
    }
    return text;
  });
