import { stringPieces } from '../lexer/interpolation.js';
import { isDottedPath } from '../lexer/lexer.js';
import type { Token } from '../lexer/token.js';
import type { PlaceholderPart, StringPart, StringValue, VariableValue } from '../syntax/tree.js';
import type { Span } from '../text/span.js';
import type { Cursor } from './cursor.js';
import { parseExpressionAt } from './expressions.js';
import { readInner, readPlaceholder } from './placeholders.js';

/** The value of a string token that holds placeholders; the cursor is behind it. */
export function interpolatedString(cursor: Cursor, token: Token): StringValue {
  const { start, end, text } = token;
  const pieces = stringPieces(cursor.text, token, cursor.scanner, alreadyReported);
  const parts = pieces.map((piece): StringPart => {
    if (piece.isPlaceholder) return placeholderPart(cursor, piece);
    return { kind: 'TextPart', start: piece.start, end: piece.end, text: piece.text };
  });
  return { kind: 'String', start, end, text, parts };
}

/** The lexer has said what is wrong with the string. */
function alreadyReported(): void {}

/** `${a.b}` is a variable, any other expression a string of one part. */
export function placeholderValue(cursor: Cursor, token: Token): VariableValue | StringValue {
  const { start, end, text } = token;
  if (isVariable(token)) {
    const expression = readPlaceholder(cursor, token, parseExpressionAt);
    return { kind: 'Variable', start, end, scope: 'variable', name: text, expression };
  }
  const parts = [placeholderPart(cursor, token)];
  const value = cursor.text.slice(start, end);
  return { kind: 'String', start, end, text: value, parts, bare: true };
}

/** The span covers the braces. */
function placeholderPart(cursor: Cursor, { start, end }: Span): PlaceholderPart {
  const inner = { start: start + 2, end: end - 1 };
  const { result: expression, isWrong } = cursor.watch(() =>
    readInner(cursor, inner, parseExpressionAt),
  );
  const part = { kind: 'PlaceholderPart', start, end, expression } as const;
  return isWrong ? { ...part, incomplete: true } : part;
}

/** One that is never closed has been complained about, and means what is left of its path. */
function isVariable({ text, value }: Token): boolean {
  return value === 0 || (isDottedPath(text) && !/^(?:true|false|null)$/.test(text));
}
