import assert from 'node:assert/strict';
import fc from 'fast-check';
import { check } from './checks/check.js';
import { formatDiagnostic } from './format-diagnostic.js';
import { isWhitespace } from './lexer/characters.js';
import { keywords } from './lexer/token.js';
import { type ParseResult, parse, parseExpression } from './parser/parse.js';
import { SourceFile } from './text/source-file.js';
import type { Span } from './text/span.js';

const program = `# A program that uses most of the language
project "news" { version = "1.0" }
agent "writer" {
  model = gpt-4  role = "Writer"  temperature = 0.7
  capabilities ["writing", research]
  backstory {
    Ten years of {nested} writing # with a comment
  }
  tools = [search]
}
crew "desk" { agents [writer] process = hierarchical manager = writer }
workflow "publish" {
  trigger = "schedule:0 9 * * *"
  step "draft" { agent = "writer" task = """
      Write "it"
    """ timeout = 1.5h retry { max_attempts = 3 delay = 5s } }
  step "review" { crew = [desk] depends_on = ["draft"] when = steps.draft.output.score > 0.5 }
  steps = [{ name = "print", agent = writer }, { name = keep, agent = writer }]
  pipeline { draft -> [review | print] -> if input.x { keep } }
}
memory { provider = redis embeddings { model = m dimensions = 3 } }
context "prod" { secrets { key = $KEY path = "vault:a/b" } variables { x = @memory.key } }
pipeline "data" { stage "one" { agent = writer } output = x }
load "file"
`;

/** Whatever the text: the tokens and comments cover it, and every place lies within it. */
function examine(text: string): void {
  const file = new SourceFile('x.mso', text);
  const parsed = parse(file);
  assertCovered(parsed);
  const { diagnostics } = check(parsed);
  for (const diagnostic of diagnostics) {
    assertWithin(diagnostic.span, text);
    for (const { span } of diagnostic.related ?? []) assertWithin(span, text);
    formatDiagnostic(file, diagnostic, { color: false });
  }
  assertNested(parsed.program, parsed.program);
}

function assertWithin({ start, end }: Span, text: string): void {
  assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end}`);
}

function assertCovered({ file, tokens, comments }: ParseResult): void {
  const parts = [...tokens, ...comments].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { start, end } of parts) {
    assert.ok(start >= at, 'parts overlap');
    assertBlank(file.text, at, start);
    at = end;
  }
  assert.equal(at, file.text.length);
}

/** White space, or the backslash of a continued line. */
function assertBlank(text: string, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    assert.ok(isWhitespace(text.charCodeAt(at)) || text.charAt(at) === '\\', `at ${at}`);
  }
}

/** A node lies within its parent. */
function assertNested(node: object, parent: Span): void {
  for (const child of Object.values(node)) {
    if (typeof child !== 'object' || child === null) continue;
    const isNode = 'start' in child && 'end' in child;
    if (isNode) {
      const { start, end } = child as Span;
      const isInside = start <= end && start >= parent.start && end <= parent.end;
      if (!isInside) assert.fail(JSON.stringify(child));
    }
    assertNested(child, isNode ? (child as Span) : parent);
  }
}

const pieces = [
  ...keywords,
  ...['{', '}', '[', ']', '(', ')', ',', '.', '=', '->', '|', ';', ':', '?', '?.', '==', '!'],
  ...['+', '-', '*', '/', '%', '~', '<', '>', '&&', '||', '\\', '^', '#', '//', '"', "'", '"""'],
  ...['name', 'if', 'else', 'when', 'stage', 'in', 'not', '"text"', "'t'", '12', '1.5h', '5 m'],
  ...[
    '$A',
    '$',
    '@a.b',
    '@',
    '$\u007ba.b}',
    '$\u007b',
    '"a $\u007bx + 1}"',
    '"$\u007b',
    '\n',
    '\r\n',
    ' ',
    '\t',
    'é',
    '💙',
  ],
];

describe('any text', () => {
  it('of random characters is read to its end', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), examine), {
      numRuns: 500,
    });
  });

  it('of random tokens is read to its end', () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 80 });
    const separator = fc.constantFrom('', ' ', '\n');
    fc.assert(
      fc.property(soup, separator, (parts, between) => examine(parts.join(between))),
      { numRuns: 1_000 },
    );
  });

  it('made from a program by cutting and inserting is read to its end', () => {
    const at = fc.nat(program.length);
    const change = fc.tuple(at, fc.nat(40), fc.constantFrom('', ...pieces));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let text = program;
        for (const [start, length, piece] of changes) {
          text = text.slice(0, start) + piece + text.slice(start + length);
        }
        examine(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is a beginning of a program is read to its end', () => {
    for (let end = 0; end <= program.length; end++) examine(program.slice(0, end));
  });

  it('that ends within a bare word with a point is read to its end', () => {
    for (const text of ['agent a { x = b.', 'agent a { x = b.5h', 'agent a { x = b.c}'])
      examine(text);
  });

  it('is read to its end as an expression', () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 30 });
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join(' ');
        const { expression, diagnostics } = parseExpression(text);
        assertNested(expression, { start: 0, end: text.length });
        for (const { span } of diagnostics) assertWithin(span, text);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a program', () => {
  it('without mistakes has no diagnostics', () => {
    assert.deepEqual(check(parse(new SourceFile('', program))).diagnostics, []);
  });

  it('means the same with any line ends', () => {
    for (const end of ['\r\n', '\r']) {
      const text = program.replaceAll('\n', end);
      assert.deepEqual(check(parse(new SourceFile('', text))).diagnostics, []);
    }
  });

  it('means the same however its tokens stand on lines', () => {
    const { tokens } = parse(new SourceFile('', program));
    const words = [...tokens].map(({ start, end }) => program.slice(start, end));
    const isApart = [...tokens].map(({ start }) => isWhitespace(program.charCodeAt(start - 1)));
    const gap = fc.constantFrom(' ', '\n', '\n  ', ' # said\n');
    const gaps = fc.array(gap, { minLength: words.length, maxLength: words.length });
    fc.assert(
      fc.property(gaps, (between) => {
        const parts = words.map((word, index) => (isApart[index] ? between[index] : '') + word);
        const text = parts.join('');
        assert.deepEqual(check(parse(new SourceFile('', text))).diagnostics, [], text);
      }),
      { numRuns: 300 },
    );
  });
});
