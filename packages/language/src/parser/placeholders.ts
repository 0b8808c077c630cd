import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import { isDottedPath, tokenize } from '../lexer/lexer.js';
import type { Token } from '../lexer/token.js';
import { TokenList } from '../lexer/token-list.js';
import type { Expression } from '../syntax/expression.js';
import type { Span } from '../text/span.js';
import { Cursor } from './cursor.js';
import { operatorsMax } from './limits.js';

type ReadExpression = (cursor: Cursor) => Expression;

/** `${a.b}` within an expression means what `a.b` means. */
export function placeholderExpression(
  cursor: Cursor,
  token: Token,
  parse: ReadExpression,
): Expression {
  if (!cursor.isInPlaceholder) return readPlaceholder(cursor, token, parse);
  const hint = "leave out the inner '${' and '}'";
  cursor.include([errorAt(token, 'E0104', "'${…}' within another one means nothing", { hint })]);
  return { kind: 'MissingExpression', start: token.start, end: token.end };
}

/** The expression between the braces of a token. */
export function readPlaceholder(
  cursor: Cursor,
  { start, end, value }: Token,
  parse: ReadExpression,
): Expression {
  if (value === 1) return readInner(cursor, { start: start + 2, end: end - 1 }, parse);
  return { kind: 'MissingExpression', start, end };
}

/** Reads the expression that a stretch of the text is, as a whole and with exact places. */
export function readInner(cursor: Cursor, inner: Span, parse: ReadExpression): Expression {
  const raw = cursor.text.slice(inner.start, inner.end);
  const path = raw.trim();
  if (isDottedPath(path) && !/^(?:true|false|null)\b/.test(path)) {
    return pathExpression(path, inner.start + raw.indexOf(path));
  }
  const { tokens, diagnostics } = tokenize(raw);
  const moved = new TokenList(cursor.text);
  moved.append(tokens, inner.start);
  const reader = new Cursor(cursor.text, moved, true);
  const expression = parse(reader);
  if (!reader.isAtEnd) reader.unexpected('E0201', "'}'");
  cursor.include(diagnostics.map((diagnostic) => moveDiagnostic(diagnostic, inner.start)));
  cursor.include(reader.diagnostics);
  return clamp(expression, inner);
}

/** `a.b.c`, the most frequent of all, needs no tokens. */
function pathExpression(path: string, start: number): Expression {
  const [first = '', ...members] = path.split('.');
  let end = start + first.length;
  let object: Expression = { kind: 'NameUse', start, end, name: first };
  for (const name of members.slice(0, operatorsMax)) {
    const nameSpan = { start: end + 1, end: end + 1 + name.length };
    end = nameSpan.end;
    object = { kind: 'Member', start, end, object, name, nameSpan, optional: false };
  }
  return object;
}

function moveDiagnostic(diagnostic: Diagnostic, offset: number): Diagnostic {
  const { start, end } = diagnostic.span;
  return { ...diagnostic, span: { start: start + offset, end: end + offset } };
}

/** Where nothing was read, the reader stands before its first token: at the text's beginning. */
function clamp(expression: Expression, inner: Span): Expression {
  if (expression.start >= inner.start) return expression;
  return { kind: 'MissingExpression', start: inner.start, end: inner.start };
}
