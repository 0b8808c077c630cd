import { tokenize } from '../lexer/lexer.js';
import type { Token } from '../lexer/token.js';

/**
 * The text of an expression on one line: what it is called where a program runs, and what reads
 * as the same expression again. It does not depend on how the expression is laid out: blanks stay
 * where there were any, comments and line ends are such blanks, and strings have double quotes.
 */
export function expressionText(text: string): string {
  let result = '';
  let end = 0;
  for (const token of tokenize(text).tokens) {
    if (token.kind === 'EndOfFile') break;
    if (token.start > end && result !== '') result += ' ';
    result += tokenText(text, token);
    end = token.end;
  }
  return result;
}

/** A string that is never closed is not read as one, so that it stays as it is. */
function tokenText(source: string, token: Token): string {
  const isClosed = token.kind === 'String' ? token.value !== 2 : token.value === 1;
  if (token.kind === 'String' && isClosed) return quotedText(token.text);
  if (token.kind === 'Placeholder' && isClosed) return `\${${expressionText(token.text)}}`;
  return source.slice(token.start, token.end);
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '${': '\\${',
};

/** A string that is written so that it reads as exactly this text. */
export function quotedText(text: string): string {
  return `"${text.replaceAll(/[\\"\n\r\t]|\$\{/g, (part) => escapes[part] ?? part)}"`;
}
