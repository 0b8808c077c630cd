import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import { isBlank, isNewline, skipBlanks } from '../lexer/characters.js';
import { PlaceholderScanner } from '../lexer/placeholders.js';
import type { Token, TokenKind } from '../lexer/token.js';
import type { TokenList } from '../lexer/token-list.js';
import type { Span } from '../text/span.js';
import { type Head, headAt, headsInClosedBlocks } from './heads.js';
import { nestingMax } from './limits.js';

/** What to say besides the message. */
interface Advice {
  readonly hint?: string;
  /** Where the caret goes; the current token unless said otherwise. */
  readonly at?: Span;
}

/** How many words are remembered; a long text has names without end besides its keys. */
const sharedWordsMax = 500;

/** How many tokens of a line are looked at; a line may be as long as the text. */
const lookBackMax = 200;

/**
 * The parser's place among the tokens, and the diagnostics so far.
 *
 * At most one error is reported for each token that the parser stops at, so that one mistake
 * makes one diagnostic however many rules notice it.
 */
export class Cursor {
  /** The token to be read next; at the end it stays EndOfFile. */
  current: Token;
  readonly diagnostics: Diagnostic[] = [];
  private index = 0;
  private depth = 0;
  private sectionDepth = Number.POSITIVE_INFINITY;
  private listedStepDepth: number | undefined;
  private errorIndex = -1;
  private misplacedClose: { readonly open: Span; readonly close: Span } | undefined;
  /** Parts that were skipped as a whole; what the lexer had to say about them is dropped. */
  private readonly skipped: Span[] = [];
  /** Found when they are first asked for: in most texts there are none. */
  private closedHeads: ReadonlySet<number> | undefined;
  private readonly words = new Map<string, string>();
  readonly scanner: PlaceholderScanner;
  private readonly tokens: TokenList;
  /** The index of the last token. */
  private readonly last: number;
  private readonly endOfFile: Token;

  constructor(
    readonly text: string,
    tokens: TokenList,
    /** Whether it reads what stands between `${` and `}`. */
    readonly isInPlaceholder = false,
  ) {
    this.scanner = new PlaceholderScanner(text);
    this.tokens = tokens.without('Unknown');
    this.last = this.tokens.length - 1;
    this.endOfFile = endToken(this.tokens.startAt(this.last), isInPlaceholder);
    this.current = this.peek(0);
  }

  /** The end of the last token read: where a node that ends here ends. */
  get previousEnd(): number {
    return this.tokens.endAt(this.index - 1);
  }

  get isAtEnd(): boolean {
    return this.current.kind === 'EndOfFile';
  }

  peek(distance: number): Token {
    const index = this.index + distance;
    return index < this.last ? (this.tokens.at(index) ?? this.endOfFile) : this.endOfFile;
  }

  peekKind(distance: number): TokenKind {
    return this.tokens.kindAt(this.index + distance);
  }

  is(kind: TokenKind): boolean {
    return this.current.kind === kind;
  }

  /** Whether the current token is this word, keyword or not. */
  isWord(text: string): boolean {
    return isWord(this.current) && this.current.text === text;
  }

  /** Reads the current token and returns it. */
  advance(): Token {
    const token = this.current;
    if (token.kind !== 'EndOfFile') {
      this.index++;
      this.current = this.peek(0);
    }
    return token;
  }

  /**
   * The word as it was met first. Keys are few and come again and again, and a copy of its own for
   * each of them would live as long as the tree.
   */
  sharedWord(text: string): string {
    const known = this.words.get(text);
    if (known === undefined && this.words.size < sharedWordsMax) this.words.set(text, text);
    return known ?? text;
  }

  /** Reads the current token if it is of that kind. */
  accept(kind: TokenKind): Token | undefined {
    return this.current.kind === kind ? this.advance() : undefined;
  }

  error(code: string, message: string, advice: Advice = {}): void {
    const { hint, at = this.current } = advice;
    this.errorOnce(errorAt(at, code, message, hint === undefined ? {} : { hint }));
  }

  /** Reports an error unless one was reported at the current token already. */
  errorOnce(diagnostic: Diagnostic): void {
    if (this.errorIndex === this.index) return;
    this.errorIndex = this.index;
    this.diagnostics.push(diagnostic);
  }

  /** What `read` returns, and whether an error was reported meanwhile. */
  watch<Result>(read: () => Result): { readonly result: Result; readonly isWrong: boolean } {
    const before = this.diagnostics.length;
    const result = read();
    return { result, isWrong: this.diagnostics.length > before };
  }

  /** Reports what the current token is instead of what was expected. */
  unexpected(code: string, expected: string, hint?: string): void {
    const isOperator = operatorKinds.has(this.current.kind);
    const message = `expected ${expected}, found ${describe(this.current)}`;
    this.error(isOperator ? 'E0105' : code, message, hint === undefined ? {} : { hint });
  }

  /** Whether the token is the first of its line. */
  isFirstOnLine(distance = 0): boolean {
    const index = this.index + distance;
    if (index <= 0) return true;
    const start = this.tokens.startAt(Math.min(index, this.last));
    const end = this.tokens.endAt(index - 1);
    for (let at = start - 1; at >= end; at--) {
      if (isNewline(this.text.charCodeAt(at))) return true;
    }
    return false;
  }

  /**
   * Whether the `}` that is the current token can belong to a block: to one that begins on its
   * line, or as the first of its line to one further up. Another was meant as another bracket.
   */
  closesBlockOfThisLine(): boolean {
    let open = 0;
    for (let back = 0; back < lookBackMax; back++) {
      if (this.isFirstOnLine(-back)) return back === 0;
      const kind = this.peekKind(-back - 1);
      if (kind === '}') open--;
      else if (kind === '{' && ++open > 0) return true;
    }
    return true;
  }

  isAtColumnOne(): boolean {
    const { start } = this.current;
    return start === 0 || isNewline(this.text.charCodeAt(start - 1));
  }

  /** What the current token begins if it is a declaration's keyword in column one. */
  get head(): Head | undefined {
    return headAt(this.text, this.tokens, this.index);
  }

  /** Whether the head that begins here belongs to the block around it, as that is closed. */
  isInClosedBlock(): boolean {
    this.closedHeads ??= headsInClosedBlocks(this.text, this.tokens);
    return this.closedHeads.has(this.index);
  }

  /** Whether nothing stands between the current token and the one behind it. */
  touchesNext(): boolean {
    return this.tokens.startAt(this.index + 1) === this.current.end;
  }

  /** Whether nothing stands between the current token and the one before it. */
  touchesPrevious(): boolean {
    return this.previousEnd === this.current.start;
  }

  /**
   * Enters one more level of nesting. Where that is too deep it reports so and returns false;
   * the caller then skips the bracketed part that begins here.
   */
  enter(): boolean {
    if (this.depth < nestingMax) {
      this.depth++;
      return true;
    }
    this.error('E0214', 'nested too deeply', { hint: `at most ${nestingMax} levels are read` });
    return false;
  }

  leave(): void {
    this.depth--;
  }

  /** Reads a block whose members may be steps or stages: in a block within it, none can begin. */
  withSections<Result>(read: () => Result): Result {
    this.sectionDepth = this.depth + 1;
    const result = read();
    this.sectionDepth = Number.POSITIVE_INFINITY;
    return result;
  }

  /** Reads `steps = [{ … }]`, in which the objects are steps. */
  inStepList<Result>(read: () => Result): Result {
    this.listedStepDepth = this.depth + 2;
    const result = read();
    this.listedStepDepth = undefined;
    return result;
  }

  /** Whether it is directly in an object of such a list. */
  get isInListedStep(): boolean {
    return this.depth === this.listedStepDepth;
  }

  /** Whether it is in a block within one whose members may be steps or stages. */
  get isBelowSections(): boolean {
    return this.depth > this.sectionDepth;
  }

  /**
   * Remembers a `}` that begins a line indented less than the line of its `{`: perhaps it was
   * meant to close another block.
   */
  noteClose(open: Span, close: Span): void {
    let start = close.start;
    while (start > 0 && isBlank(this.text.charCodeAt(start - 1))) start--;
    if (start > 0 && !isNewline(this.text.charCodeAt(start - 1))) return;
    if (close.start - start < this.indentationAt(open.start)) {
      this.misplacedClose = { open, close: { start: close.start, end: close.end } };
    }
  }

  /** The last such block that began after an offset. */
  misplacedCloseAfter(offset: number): { readonly open: Span; readonly close: Span } | undefined {
    const last = this.misplacedClose;
    return last !== undefined && last.open.start > offset ? last : undefined;
  }

  /** Whether the token begins a line that is indented further than that of the token before. */
  isIndentedUnderPrevious(): boolean {
    if (!this.isFirstOnLine()) return false;
    return this.indentationAt(this.current.start) > this.indentationAt(this.previousEnd);
  }

  /** Whether the line of the token is indented further than that of a place before it. */
  isIndentedUnder({ start }: Span): boolean {
    return this.indentationAt(this.current.start) > this.indentationAt(start);
  }

  /** Whether both lines are indented alike. */
  isIndentedAs({ start }: Span): boolean {
    return this.indentationAt(this.current.start) === this.indentationAt(start);
  }

  /** How far the line of an offset is indented. */
  private indentationAt(offset: number): number {
    let start = offset;
    while (start > 0 && !isNewline(this.text.charCodeAt(start - 1))) start--;
    return skipBlanks(this.text, start) - start;
  }

  /** Takes over what another cursor found in a part of the text. */
  include(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.diagnostics.push(diagnostic);
  }

  /** Takes it that the current token has been complained about. */
  silenceHere(): void {
    this.errorIndex = this.index;
  }

  /** Says that nothing of a part was understood, so that nothing more is said about it. */
  ignoreSince(start: number): void {
    this.skipped.push({ start, end: this.previousEnd });
  }

  /** Those that lie outside every ignored part; they must come in order. */
  withoutIgnored(diagnostics: readonly Diagnostic[]): Diagnostic[] {
    let next = 0;
    return diagnostics.filter(({ span }) => {
      while ((this.skipped[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) next++;
      const part = this.skipped[next];
      return part === undefined || span.start < part.start;
    });
  }
}

/** In a placeholder it is the `}` that ends it. */
function endToken(start: number, isInPlaceholder: boolean): Token {
  const [end, text] = isInPlaceholder ? [start + 1, '}'] : [start, ''];
  return { kind: 'EndOfFile', start, end, text, value: 0 };
}

export function isWord(token: Token): boolean {
  return token.kind === 'Identifier' || token.kind === 'Keyword';
}

export function isNameToken(token: Token): boolean {
  return token.kind === 'Identifier' || token.kind === 'Keyword' || token.kind === 'String';
}

export function isOpening(kind: TokenKind): boolean {
  return kind === '{' || kind === '[' || kind === '(';
}

export function isClosing(kind: TokenKind): boolean {
  return kind === '}' || kind === ']' || kind === ')';
}

export function describe(token: Token): string {
  switch (token.kind) {
    case 'EndOfFile':
      return token.text === '' ? 'the end of the text' : `'${token.text}'`;
    case 'Identifier':
    case 'Keyword':
      return `'${token.text.slice(0, 40)}'`;
    case 'String':
      return 'a string';
    case 'Number':
      return 'a number';
    case 'Duration':
      return 'a duration';
    case 'Variable':
    case 'Placeholder':
      return 'a variable';
    case 'Reference':
      return 'a reference';
    case 'Story':
      return 'a backstory';
    default:
      return `'${token.kind}'`;
  }
}

/** Marks that have a meaning in expressions and none anywhere else. */
const operatorKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['?', '?.', '==', '!=', '<', '<=', '>', '>=', '&&', '||'] as const),
  ...(['!', '+', '-', '*', '/', '%', '~'] as const),
]);
