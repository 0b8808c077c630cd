import type { Diagnostic } from '../diagnostic.js';
import { errorAt, warningAt } from '../diagnostic.js';
import {
  Char,
  isDigit,
  isNewline,
  isWhitespace,
  letterLength,
  lineEndFrom,
  skipBlanks,
  wordEnd,
  wordPartLength,
} from './characters.js';
import { neverClosed } from './interpolation.js';
import { scanNumber, unitNamed } from './numbers.js';
import { PlaceholderScanner } from './placeholders.js';
import { punctuationAt } from './punctuation.js';
import { cleanStory, scanStory } from './stories.js';
import { scanString, scanTextBlock } from './strings.js';
import { type Comment, keywords, type TokenKind } from './token.js';
import { TokenList } from './token-list.js';

export interface LexResult {
  /** Every token in order; the last one is EndOfFile. */
  readonly tokens: TokenList;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Splits a text into tokens and comments. Between them lies only white space, and every mistake
 * still yields a token, so that nothing of the text is lost.
 */
export function tokenize(text: string): LexResult {
  return new Lexer(text).run();
}

class Lexer {
  /** Everything before this offset has been turned into tokens and comments. */
  private at = 0;
  private readonly tokens: TokenList;
  private readonly comments: Comment[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  /** Quotes of which one string was never closed; further ones must close on their line. */
  private readonly unclosedQuotes = new Set<number>();
  private hasUnclosedStory = false;
  readonly report = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
  };

  readonly scanner: PlaceholderScanner;

  constructor(private readonly text: string) {
    this.tokens = TokenList.of(text);
    this.scanner = new PlaceholderScanner(text);
  }

  run(): LexResult {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (isWhitespace(code)) this.at++;
      else this.readToken(code);
    }
    this.push('EndOfFile', text.length);
    return { tokens: this.tokens, comments: this.comments, diagnostics: this.diagnostics };
  }

  private readToken(code: number): void {
    if (letterLength(this.text, this.at) > 0) return this.readWord();
    if (isDigit(code)) return this.readNumber();
    switch (code) {
      case Char.Quote:
      case Char.Apostrophe:
        return this.readString(code);
      case Char.Hash:
        return this.readComment('#');
      case Char.Dollar:
        return this.readVariable();
      case Char.At:
        return this.readReference();
      case Char.Backslash:
        return this.readContinuation();
      case Char.OpenBrace:
        return this.readOpenBrace();
      case Char.Slash:
        if (this.text.charCodeAt(this.at + 1) === Char.Slash) return this.readComment('//');
    }
    const punctuation = punctuationAt(this.text, this.at);
    if (punctuation === undefined) this.readUnknown();
    else this.push(punctuation, this.at + punctuation.length);
  }

  private push(kind: TokenKind, end: number): void {
    this.tokens.push(kind, this.at, end);
    this.at = end;
  }

  /** Without `text` the text is what a token of the kind usually has. */
  private pushDetailed(kind: TokenKind, end: number, text?: string, value?: number): void {
    this.tokens.pushDetailed(kind, { start: this.at, end }, text, value);
    this.at = end;
  }

  private readWord(): void {
    const end = wordEnd(this.text, this.at);
    const word = this.text.slice(this.at, end);
    this.push(keywords.has(word) ? 'Keyword' : 'Identifier', end);
  }

  private readNumber(): void {
    const start = this.at;
    const scanned = scanNumber(this.text, start);
    let { end, unit, problem } = scanned;
    let hint = 'units are s, m, h and d, as in 30s or 2h';
    if (unit === undefined && problem === undefined) {
      const separate = this.unitAfterBlank(end);
      if (separate > end) {
        hint = 'write the unit directly after the number';
        problem = 'a duration has no blank before its unit';
        unit = unitNamed(this.text.slice(skipBlanks(this.text, end), separate));
        end = separate;
      }
    }
    if (problem !== undefined) this.report(errorAt({ start, end }, 'E0103', problem, { hint }));
    if (unit === undefined) this.pushDetailed('Number', end, '', scanned.value);
    else this.pushDetailed('Duration', end, unit, scanned.value);
  }

  /** The end of a unit that stands alone after the number on its line; `end` if there is none. */
  private unitAfterBlank(end: number): number {
    const start = skipBlanks(this.text, end);
    if (start === end || letterLength(this.text, start) === 0) return end;
    const unitEnd = wordEnd(this.text, start);
    if (unitNamed(this.text.slice(start, unitEnd)) === undefined) return end;
    const next = this.text.charAt(skipBlanks(this.text, unitEnd));
    return next !== '' && '={['.includes(next) ? end : unitEnd;
  }

  private readString(quote: number): void {
    const isBlock = quote === Char.Quote && this.text.startsWith('"""', this.at);
    const multiline = !this.unclosedQuotes.has(quote);
    const { end, text, closed, isInterpolated } =
      isBlock && multiline
        ? scanTextBlock(this.text, this.at, this)
        : scanString(this.text, this.at, multiline, this);
    if (!closed) this.unclosedQuotes.add(quote);
    const value = closed ? Number(isInterpolated) : 2;
    if (text === undefined && value === 0) this.push('String', end);
    else this.pushDetailed('String', end, text, value);
  }

  private readComment(marker: '#' | '//'): void {
    const start = this.at;
    const end = lineEndFrom(this.text, start);
    this.comments.push({ start, end, marker });
    this.at = end;
    if (marker === '//') {
      const span = { start, end: start + 2 };
      this.report(warningAt(span, 'W0304', "comments begin with '#'", { hint: "write '#'" }));
    }
  }

  private readVariable(): void {
    if (this.text.charCodeAt(this.at + 1) === Char.OpenBrace) return this.readPlaceholder();
    let end = this.at + 1;
    for (let length = 1; length > 0; end += length) length = wordPartLength(this.text, end);
    const name = this.text.slice(this.at + 1, end);
    if (name === '') this.reportName(end, "'$' needs the name of an environment variable");
    this.push('Variable', end);
  }

  private readPlaceholder(): void {
    const close = this.scanner.closeOf(this.at);
    if (close !== undefined) {
      const content = this.text.slice(this.at + 2, close).trim();
      return this.pushDetailed('Placeholder', close + 1, content, 1);
    }
    if (this.scanner.isFirstOpen(this.at)) this.report(neverClosed(this.at));
    const end = wordEnd(this.text, this.at + 2);
    this.pushDetailed('Placeholder', end, this.text.slice(this.at + 2, end));
  }

  private readReference(): void {
    let end = wordEnd(this.text, this.at + 1);
    while (this.text.charCodeAt(end) === Char.Dot) end = wordEnd(this.text, end + 1);
    const path = this.text.slice(this.at + 1, end);
    if (!isDottedPath(path)) this.reportName(end, "'@' needs a name, as in @memory.key");
    this.push('Reference', end);
  }

  private reportName(end: number, message: string): void {
    this.report(errorAt({ start: this.at, end }, 'E0104', message));
  }

  /** `\` at the end of a line joins it with the next one; elsewhere it means nothing. */
  private readContinuation(): void {
    const end = skipBlanks(this.text, this.at + 1);
    if (end < this.text.length && isNewline(this.text.charCodeAt(end))) this.at = end;
    else this.readUnknown();
  }

  private readOpenBrace(): void {
    const key = this.tokens.at(this.tokens.length - 1);
    const open = { start: this.at, end: this.at + 1 };
    this.push('{', open.end);
    if (key?.kind !== 'Keyword' || key.text !== 'backstory') return;
    const { end, closed } = scanStory(this.text, this.at, this.hasUnclosedStory);
    this.pushDetailed('Story', end, cleanStory(this.text.slice(this.at, end)));
    if (closed) return this.push('}', end + 1);
    this.hasUnclosedStory = true;
    this.report(
      errorAt(open, 'E0204', "the '{' of this backstory is never closed", { hint: "add a '}'" }),
    );
  }

  /** A run of characters that mean nothing is one token and one mistake. */
  private readUnknown(): void {
    const start = this.at;
    let end = start;
    do end += (this.text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    while (end < this.text.length && this.isUnknownAt(end));
    const shown = this.text.slice(start, Math.min(end, start + 20));
    this.report(errorAt({ start, end }, 'E0105', `unexpected character '${shown}'`));
    this.push('Unknown', end);
  }

  private isUnknownAt(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (isWhitespace(code) || isDigit(code) || code === Char.Backslash) return false;
    if (letterLength(this.text, at) > 0 || '"\'#$@{'.includes(this.text.charAt(at))) return false;
    return punctuationAt(this.text, at) === undefined;
  }
}

/** Words with points between them. */
export function isDottedPath(path: string): boolean {
  return path
    .split('.')
    .every((part) => letterLength(part, 0) > 0 && wordEnd(part, 0) === part.length);
}
