/** Character classes of the language, by UTF-16 code unit; ASCII never leaves the fast path. */

export const Char = {
  Tab: 0x09,
  LineFeed: 0x0a,
  CarriageReturn: 0x0d,
  Space: 0x20,
  Quote: 0x22,
  Hash: 0x23,
  Dollar: 0x24,
  Apostrophe: 0x27,
  Minus: 0x2d,
  Dot: 0x2e,
  Slash: 0x2f,
  Zero: 0x30,
  Nine: 0x39,
  Greater: 0x3e,
  At: 0x40,
  Backslash: 0x5c,
  Underscore: 0x5f,
  OpenBrace: 0x7b,
  CloseBrace: 0x7d,
} as const;

export function isDigit(code: number): boolean {
  return code >= Char.Zero && code <= Char.Nine;
}

export function isNewline(code: number): boolean {
  return code === Char.LineFeed || code === Char.CarriageReturn;
}

/** A byte order mark counts as white space, wherever it stands. */
export function isWhitespace(code: number): boolean {
  if (code <= Char.Space) return code === Char.Space || (code >= Char.Tab && code <= 0x0d);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

const letterPattern = /^\p{L}/u;
const letterOrDigitPattern = /^[\p{L}\p{N}\p{M}]/u;

/** How many code units of a letter or `_` begin at `at`: 0 where there is none. */
export function letterLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAsciiLetter(code) || code === Char.Underscore ? 1 : 0;
  return matchLength(text, at, letterPattern);
}

/** The same for what may follow in a word: letters, digits and `_`. */
export function wordPartLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) {
    return isAsciiLetter(code) || code === Char.Underscore || isDigit(code) ? 1 : 0;
  }
  return matchLength(text, at, letterOrDigitPattern);
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function matchLength(text: string, at: number, pattern: RegExp): number {
  const point = text.codePointAt(at);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  return pattern.test(character) ? character.length : 0;
}

/** The end of a word's characters from `at` on; a `-` before `>` belongs to the arrow. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const length = wordPartLength(text, end);
    if (length > 0) end += length;
    else if (isDashInWord(text, end)) end++;
    else return end;
  }
}

function isDashInWord(text: string, at: number): boolean {
  return text.charCodeAt(at) === Char.Minus && text.charCodeAt(at + 1) !== Char.Greater;
}

/** The offset of the line's terminator, or the text's end. */
export function lineEndFrom(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
  return end;
}

/** White space within a line. */
export function isBlank(code: number): boolean {
  return isWhitespace(code) && !isNewline(code);
}

export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && isBlank(text.charCodeAt(end))) end++;
  return end;
}
