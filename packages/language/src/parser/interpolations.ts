import { stringPieces } from '../lexer/interpolation.js';
import { isDottedPath } from '../lexer/lexer.js';
import type { Token } from '../lexer/token.js';
import type { StringPart, StringValue, VariableValue } from '../syntax/tree.js';
import type { Cursor } from './cursor.js';
import { parseExpressionAt } from './expressions.js';
import { readInner, readPlaceholder } from './placeholders.js';

/** The value of a string token that holds placeholders; the cursor is behind it. */
export function interpolatedString(cursor: Cursor, token: Token): StringValue {
  const { start, end, text } = token;
  const pieces = stringPieces(cursor.text, token, cursor.scanner, alreadyReported);
  const parts = pieces.map((piece): StringPart => {
    const place = { start: piece.start, end: piece.end };
    if (!piece.isPlaceholder) return { kind: 'TextPart', ...place, text: piece.text };
    const inner = { start: piece.start + 2, end: piece.end - 1 };
    return {
      kind: 'PlaceholderPart',
      ...place,
      expression: readInner(cursor, inner, parseExpressionAt),
    };
  });
  return { kind: 'String', start, end, value: text, parts };
}

/** The lexer has said what is wrong with the string. */
function alreadyReported(): void {}

/** `${a.b}` is a variable, any other expression a string of one part. */
export function placeholderValue(cursor: Cursor, token: Token): VariableValue | StringValue {
  const { start, end, text } = token;
  const expression = readPlaceholder(cursor, token, parseExpressionAt);
  if (isVariable(token)) {
    return { kind: 'Variable', start, end, scope: 'variable', name: text, expression };
  }
  const part = { kind: 'PlaceholderPart', start, end, expression } as const;
  const value = cursor.text.slice(start, end);
  return { kind: 'String', start, end, value, parts: [part], bare: true };
}

/** One that is never closed has been complained about, and means what is left of its path. */
function isVariable({ text, value }: Token): boolean {
  return value === 0 || (isDottedPath(text) && !/^(?:true|false|null)$/.test(text));
}
