import { quotedText } from '@mso/language';
import { isWord } from '../text/words.js';
import { type Fix, insertion, type Mistake, replacement, textAt } from './fix.js';

/** `//` begins a comment, too, but `#` is the language's own. */
export function hashComment({ diagnostic }: Mistake): Fix[] {
  const { start } = diagnostic.span;
  const edits = [replacement({ start, end: start + 2 }, '#')];
  return [{ title: 'Begin the comment with #', edits, isPreferred: true }];
}

/** Nothing stands between the members of a block. */
export function noSemicolon({ diagnostic }: Mistake): Fix[] {
  const edits = [replacement(diagnostic.span, '')];
  return [{ title: "Remove the ';'", edits, isPreferred: true }];
}

/** A keyword that is meant as a name. */
export function quotedName(mistake: Mistake): Fix[] {
  const text = textAt(mistake);
  if (!isWord(text)) return [];
  return quoted(mistake.diagnostic.span, text);
}

/** A bare word that ends at a character which it cannot hold: `model = gpt-3.5-turbo`. */
export function quotedValue({ analysis, diagnostic }: Mistake): Fix[] {
  const { text } = analysis.file;
  let { start, end } = diagnostic.span;
  while (/[\p{L}\p{N}_.:/@-]/u.test(text.charAt(start - 1))) start--;
  while (/[\p{L}\p{N}_.:/@-]/u.test(text.charAt(end))) end++;
  const word = text.slice(start, end);
  if (start === diagnostic.span.start || !word.includes('.') || /^[\d.$@]/.test(word)) return [];
  return quoted({ start, end }, word);
}

function quoted(span: Mistake['diagnostic']['span'], text: string): Fix[] {
  const edits = [replacement(span, quotedText(text))];
  return [{ title: `Write ${quotedText(text)}`, edits, isPreferred: true }];
}

/** A project without a name. */
export function nameProject({ diagnostic }: Mistake): Fix[] {
  const edits = [insertion(diagnostic.span.end, ' "project"')];
  return [{ title: 'Name it "project"', edits }];
}
