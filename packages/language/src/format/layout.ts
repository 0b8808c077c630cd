import { isNewline } from '../lexer/characters.js';
import type { Comment, Token } from '../lexer/token.js';
import type { TokenList } from '../lexer/token-list.js';
import type { ParseResult } from '../parser/parse.js';

/** Lists and branches stay on one line as long as it is not longer than this. */
const lineWidthMax = 80;

/** A part of the source, what stands for it in the result, and the white space before it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly gap: string;
  text: string;
}

/**
 * What comes between the last piece and the next one. `line` keeps one blank line of the source,
 * `paragraph` makes one, `close` and `continuation` never have one; a continuation is indented
 * once more than its line.
 */
type Gap = 'none' | 'blank' | 'line' | 'paragraph' | 'close' | 'continuation';

/** Where the layout is; what did not fit on a line is taken back by going back to it. */
interface State {
  /** The next token and the next comment. */
  index: number;
  commentIndex: number;
  /** Where in the source the last piece, or what was left out since, ends. */
  sourceEnd: number;
  /** How long the current line of the result is. */
  column: number;
  level: number;
  gap: Gap;
  /** Nothing but an opening bracket stands before: a blank line has no place here. */
  isOpening: boolean;
  /** A comment stands before: only a new line can follow. */
  isLineClosed: boolean;
}

/**
 * Lays tokens out one by one, and the comments between them where they were.
 *
 * Whoever prints a node says which white space comes next and hands over the node's tokens in
 * their order. As a comment ends its line, a token behind it moves to the next one, whatever was
 * asked for.
 */
export class Layout {
  readonly pieces: Piece[] = [];
  readonly source: string;
  private readonly tokens: TokenList;
  private readonly comments: readonly Comment[];
  private state: State = {
    index: 0,
    commentIndex: 0,
    sourceEnd: 0,
    column: 0,
    level: 0,
    gap: 'none',
    isOpening: true,
    isLineClosed: false,
  };
  /** How long the line may be while a part is tried on one line. */
  private columnMax: number | undefined;
  /** The piece that it begins with; this one may begin a line. */
  private flatFrom = 0;
  private failed = false;

  constructor({ file, tokens, comments }: ParseResult) {
    this.source = file.text;
    this.tokens = tokens;
    this.comments = comments;
  }

  /** The token that is printed next. */
  get current(): Token {
    return this.peek(0);
  }

  peek(distance: number): Token {
    const token = this.tokens.at(this.state.index + distance);
    if (token === undefined) throw new Error('a node has more tokens than the text');
    return token;
  }

  /** Whether everything is printed on one line, to see if it fits. */
  get isFlat(): boolean {
    return this.columnMax !== undefined;
  }

  /** Whether it has turned out that it does not fit: what is printed now is thrown away. */
  get hasFailed(): boolean {
    return this.failed;
  }

  /** Whether what was printed last begins its line. */
  get isFirstOnLine(): boolean {
    return this.pieces.at(-1)?.gap.includes('\n') ?? true;
  }

  /** Whether a comment stands between the next token and an offset. */
  hasCommentUntil(offset: number): boolean {
    const { start } = this.current;
    let index = this.state.commentIndex;
    while ((this.comments[index]?.start ?? start) < start) index++;
    return (this.comments[index]?.start ?? offset) < offset;
  }

  /** Nothing comes between the last piece and the next one. */
  tight(): void {
    this.state.gap = 'none';
  }

  blank(): void {
    this.state.gap = 'blank';
  }

  line(): void {
    this.state.gap = 'line';
  }

  /** What begins at an offset gets a blank line before it, or before one of its comments. */
  paragraph(start: number): void {
    this.state.gap = this.hasBlankLineBefore(start) ? 'line' : 'paragraph';
  }

  indent(): void {
    this.state.level++;
  }

  dedent(): void {
    this.state.level--;
  }

  /** Where the lines of a text within the current value begin. */
  get textIndentation(): string {
    return '  '.repeat(this.state.level + 1);
  }

  /** Prints the next token, as it is or as the text that it should be. */
  token(text?: string): void {
    const { start, end } = this.current;
    this.flushComments(start);
    this.state.index++;
    this.place(start, end, text ?? this.source.slice(start, end));
  }

  /** Prints several tokens, and the comments among them, as one text. */
  verbatim(count: number, text: string): void {
    const { start } = this.current;
    const { end } = this.peek(count - 1);
    this.flushComments(start);
    this.state.index += count;
    while (this.hasCommentBefore(end)) this.state.commentIndex++;
    this.place(start, end, text);
  }

  /** Prints the lines of the next token, each on a line of its own. */
  linesOfToken(): void {
    const { start, end } = this.current;
    this.state.index++;
    for (const match of this.source.slice(start, end).matchAll(/[^\r\n]+/g)) {
      const [line] = match;
      const text = line.trim();
      if (text === '') continue;
      const at = start + match.index + (line.length - line.trimStart().length);
      this.line();
      this.place(at, at + text.length, text);
    }
  }

  /** Prints what the source lacks before its next token. */
  insert(text: string): void {
    this.flushComments(this.current.start);
    this.place(this.state.sourceEnd, this.state.sourceEnd, text);
  }

  /** Prints a comma behind what was printed last, wherever the source has one, if at all. */
  comma(): void {
    const { kind, start } = this.current;
    this.state.gap = 'none';
    if (kind === ',' && !this.hasCommentBefore(start)) return this.token();
    const last = this.pieces.at(-1);
    if (last !== undefined) last.text += ',';
    this.state.column++;
  }

  skipCommas(): void {
    while (this.current.kind === ',') this.skip();
  }

  /** Leaves the next token out. */
  skip(): void {
    this.flushComments(this.current.start);
    this.state.sourceEnd = this.current.end;
    this.state.index++;
  }

  /** Prints an opening bracket whose content follows on lines of its own. */
  open(): void {
    this.token();
    this.state.level++;
    this.state.isOpening = true;
    this.state.gap = 'line';
  }

  /** Prints the bracket that closes it; the comments before it belong to the content. */
  close(): void {
    this.state.gap = 'line';
    this.flushComments(this.current.start);
    this.state.level--;
    this.state.gap = 'close';
    this.token();
  }

  /**
   * Prints something on one line if it fits there together with `suffix` characters behind it.
   * Where it does not fit, nothing is printed.
   */
  fits(print: () => void, suffix = 0): boolean {
    if (this.isFlat) {
      print();
      return true;
    }
    this.flushComments(this.current.start);
    const before = { ...this.state };
    const count = this.pieces.length;
    this.flatFrom = count;
    this.columnMax = lineWidthMax - suffix;
    print();
    this.columnMax = undefined;
    if (!this.failed) return true;
    this.failed = false;
    this.pieces.length = count;
    this.state = before;
    return false;
  }

  /** Says that what is tried on one line has no place there. */
  fail(): void {
    this.failed = true;
  }

  /** Prints the comments that are left; the result ends behind them. */
  finish(): void {
    this.state.gap = 'line';
    this.flushComments(this.source.length);
  }

  private hasCommentBefore(offset: number): boolean {
    return (this.comments[this.state.commentIndex]?.start ?? offset) < offset;
  }

  private flushComments(before: number): void {
    while (this.hasCommentBefore(before)) {
      const comment = this.comments[this.state.commentIndex++];
      if (comment === undefined) return;
      if (this.isFlat) return this.fail();
      this.placeComment(comment);
    }
  }

  private placeComment({ start, end, marker }: Comment): void {
    const wanted =
      this.state.gap === 'none' || this.state.gap === 'blank' ? 'continuation' : this.state.gap;
    const text = `#${this.source.slice(start + marker.length, end).trimEnd()}`;
    const isTrailing = this.pieces.length > 0 && !this.state.isLineClosed && this.isOnLineOf(start);
    const isOpening = this.state.isOpening && isTrailing;
    this.state.gap = isTrailing ? 'blank' : wanted;
    this.place(start, end, text);
    this.state.isLineClosed = true;
    this.state.isOpening = isOpening;
    this.state.gap = wanted === 'paragraph' && !isTrailing ? 'line' : wanted;
  }

  /** Whether what begins at an offset continues the line of the last piece in the source. */
  private isOnLineOf(start: number): boolean {
    return countNewlines(this.source, this.state.sourceEnd, start) === 0;
  }

  private place(start: number, end: number, text: string): void {
    const gap = this.gapText(start);
    this.pieces.push({ start, end, gap, text });
    this.state.column = columnAfter(text, columnAfter(gap, this.state.column));
    if (this.columnMax !== undefined) {
      const isFirst = this.pieces.length === this.flatFrom + 1;
      const isBroken = text.includes('\n') || (gap.includes('\n') && !isFirst);
      if (isBroken || this.state.column > this.columnMax) this.fail();
    }
    this.state.sourceEnd = end;
    this.state.isOpening = false;
    this.state.isLineClosed = false;
    this.state.gap = 'none';
  }

  private gapText(start: number): string {
    if (this.pieces.length === 0) return '';
    const isWithinLine = this.state.gap === 'none' || this.state.gap === 'blank';
    if (isWithinLine && !this.state.isLineClosed) return this.state.gap === 'none' ? '' : ' ';
    const isContinued = isWithinLine || this.state.gap === 'continuation';
    const level = isContinued ? this.state.level + 1 : this.state.level;
    return (this.wantsBlankLine(start) ? '\n\n' : '\n') + '  '.repeat(level);
  }

  private wantsBlankLine(start: number): boolean {
    if (this.state.gap === 'paragraph') return true;
    if (this.state.gap !== 'line' || this.state.isOpening) return false;
    return countNewlines(this.source, this.state.sourceEnd, start) > 1;
  }

  private hasBlankLineBefore(start: number): boolean {
    let at = this.state.sourceEnd;
    for (let index = this.state.commentIndex; index < this.comments.length; index++) {
      const comment = this.comments[index];
      if (comment === undefined || comment.start >= start) break;
      if (countNewlines(this.source, at, comment.start) > 1) return true;
      at = comment.end;
    }
    return countNewlines(this.source, at, start) > 1;
  }
}

function columnAfter(text: string, column: number): number {
  const lineStart = text.lastIndexOf('\n') + 1;
  return lineStart > 0 ? text.length - lineStart : column + text.length;
}

/** How many lines end within a stretch of the text. */
export function countNewlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isNewline(code) && !(code === 0x0a && text.charCodeAt(at - 1) === 0x0d)) count++;
  }
  return count;
}
