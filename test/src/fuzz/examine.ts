import assert from 'node:assert/strict';
import {
  check,
  format,
  formatDiagnostic,
  type ParseResult,
  parse,
  SourceFile,
  type Span,
} from '@mso/language';

/** The most that one text may yield: what is listed, and the one that counts the rest. */
const diagnosticsMax = 1_000 + 1;

/** Reads a text as an editor does, and fails where the language breaks a promise about it. */
export function examine(text: string): void {
  const file = new SourceFile('mutant.mso', text);
  const parsed = parse(file);
  assertLossless(parsed);
  assertNested(parsed.program, text);
  const { diagnostics } = check(parsed);
  assert.ok(diagnostics.length <= diagnosticsMax, `${diagnostics.length} diagnostics`);
  let before = 0;
  for (const { span, related = [], code } of diagnostics) {
    assertWithin(span, text, code);
    for (const place of related) assertWithin(place.span, text, code);
    assert.ok(span.start >= before, 'the diagnostics are out of order');
    before = span.start;
  }
  const [first] = diagnostics;
  if (first !== undefined) formatDiagnostic(file, first, { color: true });
  if (!parsed.diagnostics.some(({ severity }) => severity === 'error')) assertFormatted(file);
}

/** A program that can be formatted is formatted once and for all. */
function assertFormatted(file: SourceFile): void {
  const once = format(file);
  assert.ok('text' in once, 'a text without errors is not formatted');
  const twice = format(new SourceFile(file.path, once.text));
  assert.ok('text' in twice, `the formatted text has errors:\n${once.text}`);
  assert.equal(twice.text, once.text, 'the formatted text is formatted again');
}

function assertWithin({ start, end }: Span, text: string, what: string): void {
  const isWithin = start >= 0 && start <= end && end <= text.length;
  assert.ok(isWithin, `${what} at ${start}-${end} of ${text.length}`);
}

/** What tokens and comments leave out is white space, or a backslash that joins two lines. */
const blank = /^(?:[\s\u0085]|\\(?=[\s\u0085]*[\r\n]))*$/;

function assertLossless({ file, tokens, comments }: ParseResult): void {
  const { text } = file;
  let at = 0;
  let nextComment = 0;
  for (const token of tokens) {
    let comment = comments[nextComment];
    while (comment !== undefined && comment.start < token.start) {
      assertBlank(text, at, comment.start);
      at = comment.end;
      comment = comments[++nextComment];
    }
    assertBlank(text, at, token.start);
    at = token.end;
  }
  assert.equal(nextComment, comments.length, 'a comment lies within a token');
  assert.equal(at, text.length, 'the tokens end before the text');
}

function assertBlank(text: string, from: number, to: number): void {
  assert.ok(from <= to, `parts overlap at ${to}`);
  if (from < to) assert.match(text.slice(from, to), blank, `lost text at ${from}-${to}`);
}

/** A node lies within its parent, all the way down. */
function assertNested(node: object, text: string, outer = { start: 0, end: text.length }): void {
  for (const child of Object.values(node)) {
    if (typeof child !== 'object' || child === null) continue;
    if (!isSpan(child)) {
      assertNested(child, text, outer);
      continue;
    }
    const isInside = child.start <= child.end && isWithin(child, outer);
    assert.ok(isInside, `a node at ${child.start}-${child.end} leaves ${outer.start}-${outer.end}`);
    assertNested(child, text, child);
  }
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
