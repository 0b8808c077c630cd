import { type Diagnostic, type Expression, parseExpression } from '@mso/language';

/** A piece of a log message: text as it stands, or an expression whose value goes there. */
export type LogPart = { readonly text: string } | { readonly expression: Expression };

/** The message's parts, or what is wrong with it. */
export type LogMessage = { readonly parts: readonly LogPart[] } | { readonly problem: string };

/**
 * Reads a log message: `{expression}` is filled in, `\{` and `\}` are braces. Braces inside an
 * expression (a record) count.
 */
export function parseLogMessage(message: string): LogMessage {
  const parts: LogPart[] = [];
  let text = '';
  let at = 0;
  while (at < message.length) {
    const character = message.charAt(at);
    const next = message.charAt(at + 1);
    if (character === '\\' && (next === '{' || next === '}')) {
      text += next;
      at += 2;
    } else if (character === '{') {
      const end = closingBrace(message, at);
      if (end === undefined) return { problem: `the { at column ${at + 1} is never closed` };
      const { expression, diagnostics } = parseExpression(message.slice(at + 1, end));
      const problem = firstError(diagnostics);
      if (problem !== undefined) return { problem };
      if (text !== '') parts.push({ text });
      text = '';
      parts.push({ expression });
      at = end + 1;
    } else {
      text += character;
      at++;
    }
  }
  if (text !== '') parts.push({ text });
  return { parts };
}

export function firstError(diagnostics: readonly Diagnostic[]): string | undefined {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error === undefined) return undefined;
  return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
}

function closingBrace(message: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < message.length; at++) {
    const character = message.charAt(at);
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
    else if (character === '"' || character === "'") at = closingQuote(message, at);
  }
  return undefined;
}

/** Where a string of the expression ends; its braces mean nothing. */
function closingQuote(message: string, open: number): number {
  for (let at = open + 1; at < message.length; at++) {
    if (message.charAt(at) === '\\') at++;
    else if (message.charAt(at) === message.charAt(open)) return at;
  }
  return message.length;
}
