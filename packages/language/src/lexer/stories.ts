import { declarationKeywords } from '../syntax/tree.js';
import { Char, isNewline, isWhitespace, lineEndFrom, wordEnd } from './characters.js';

/**
 * The end of a raw story that begins at `start`, just after its `{`: the offset of the `}` that
 * closes it, nested braces counted.
 *
 * A story that is never closed ends before the next line that begins, unindented, with a word
 * that opens a declaration, so that the rest of the text is still read. `cautious` looks for
 * such a line from the beginning: one unclosed story has been found already, and reading to the
 * end of the text for every further one would take quadratic time.
 */
export function scanStory(
  text: string,
  start: number,
  cautious: boolean,
): { readonly end: number; readonly closed: boolean } {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.OpenBrace) depth++;
    else if (code === Char.CloseBrace && --depth === 0) return { end: at, closed: true };
    else if (cautious && isNewline(code) && startsDeclaration(text, at + 1)) {
      return { end: at + 1, closed: false };
    }
  }
  return { end: cautious ? text.length : declarationAfter(text, start), closed: false };
}

function declarationAfter(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    at = lineEndFrom(text, at) + 1;
    if (at < text.length && startsDeclaration(text, at)) return at;
  }
  return text.length;
}

const openingWords: ReadonlySet<string> = new Set(declarationKeywords);

function startsDeclaration(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (!(code >= 0x61 && code <= 0x7a)) return false;
  return openingWords.has(text.slice(at, wordEnd(text, at)));
}

/**
 * The lines of a story without indentation, empty lines and comments. A `#` begins a comment
 * only after a blank, so `C#` stays; a line that is one quoted string loses its quotes.
 */
export function cleanStory(raw: string): string {
  const lines: string[] = [];
  for (const line of raw.split(/\r\n|\r|\n/)) {
    const content = unquote(withoutComment(line).trim());
    if (content !== '') lines.push(content);
  }
  return lines.join('\n');
}

function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (at === 0 || isWhitespace(line.charCodeAt(at - 1))) return line.slice(0, at);
  }
  return line;
}

function unquote(line: string): string {
  const quoted =
    line.length >= 2 && line.startsWith('"') && line.indexOf('"', 1) === line.length - 1;
  return quoted ? line.slice(1, -1) : line;
}
