import type { Span } from '../text/span.js';
import { punctuationMarks, type Token, type TokenKind } from './token.js';

/**
 * Tokens in the order they stand.
 *
 * A long text has very many of them. As objects they would be the better part of what the
 * collector has to look after, so they are kept as columns of numbers, and an object is made of a
 * token when somebody asks for it. Most texts are stretches of the source and are cut from it then.
 */
export class TokenList implements Iterable<Token> {
  private count = 0;
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private lengths: Uint16Array;
  /** The lengths of the few tokens that are too long for their column, by their indexes. */
  private readonly longLengths = new Map<number, number>();
  /**
   * The indexes of the tokens that have a text or a value of their own, and what these are. The
   * first entry is that of all others.
   */
  private readonly detailed: number[] = [-1];
  private readonly texts: (string | undefined)[] = [undefined];
  private readonly values: number[] = [0];
  /** Tokens are mostly read in their order: the entry of the one that was read last. */
  private lastDetail = 0;

  constructor(
    /** The text that the tokens' offsets are of. */
    private readonly source: string,
    /** For how many tokens there is room at first. */
    capacity = capacityMin,
  ) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.lengths = new Uint16Array(capacity);
  }

  /** A list for the tokens of a whole text: people write about one token for ten characters. */
  static of(source: string): TokenList {
    return new TokenList(source, Math.max(capacityMin, source.length >> 3));
  }

  get length(): number {
    return this.count;
  }

  /** Undefined where there is none. */
  at(index: number): Token | undefined {
    if (index < 0 || index >= this.count) return undefined;
    const kind = this.kindAt(index);
    const start = this.startAt(index);
    const end = this.endAt(index);
    const detail = this.detailOf(index);
    const text = this.texts[detail] ?? textInSource(this.source, kind, start, end);
    return { kind, start, end, text, value: this.values[detail] ?? 0 };
  }

  /** What follows the last token, and what comes before the first one, is EndOfFile. */
  kindAt(index: number): TokenKind {
    return kindOfCode[this.kinds[index] ?? 0] ?? 'EndOfFile';
  }

  startAt(index: number): number {
    return this.starts[index] ?? 0;
  }

  endAt(index: number): number {
    const length = this.lengths[index] ?? 0;
    if (length < lengthMax) return this.startAt(index) + length;
    return this.startAt(index) + (this.longLengths.get(index) ?? 0);
  }

  *[Symbol.iterator](): Iterator<Token> {
    for (let index = 0; index < this.count; index++) {
      const token = this.at(index);
      if (token !== undefined) yield token;
    }
  }

  /** Adds a token whose text, if it has any, is the usual stretch of the source. */
  push(kind: TokenKind, start: number, end: number): void {
    const index = this.count++;
    if (index === this.kinds.length) this.grow();
    this.kinds[index] = codeOfKind.get(kind) ?? 0;
    this.starts[index] = start;
    const length = end - start;
    this.lengths[index] = Math.min(length, lengthMax);
    if (length >= lengthMax) this.longLengths.set(index, length);
  }

  /** Adds a token with a value; without `text` its text is the usual stretch of the source. */
  pushDetailed(kind: TokenKind, { start, end }: Span, text: string | undefined, value = 0): void {
    this.push(kind, start, end);
    this.detailed.push(this.count - 1);
    this.texts.push(text);
    this.values.push(value);
  }

  /** Adds tokens of a text that begins at an offset of this one; `count` of them from the first. */
  append(other: TokenList, offset: number, count = other.length): void {
    for (let index = 0; index < count; index++) this.copy(other, index, offset);
  }

  /** The list without the tokens of a kind; the list itself if it has none. */
  without(kind: TokenKind): TokenList {
    if (!this.kinds.includes(codeOfKind.get(kind) ?? 0)) return this;
    const kept = new TokenList(this.source);
    for (let index = 0; index < this.count; index++) {
      if (this.kindAt(index) !== kind) kept.copy(this, index, 0);
    }
    return kept;
  }

  private copy(other: TokenList, index: number, offset: number): void {
    const kind = other.kindAt(index);
    const start = other.startAt(index) + offset;
    const end = other.endAt(index) + offset;
    const detail = other.detailOf(index);
    if (detail === 0) this.push(kind, start, end);
    else this.pushDetailed(kind, { start, end }, other.texts[detail], other.values[detail]);
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = moved(this.kinds, new Uint8Array(capacity));
    this.starts = moved(this.starts, new Uint32Array(capacity));
    this.lengths = moved(this.lengths, new Uint16Array(capacity));
  }

  /** Where the text and the value of a token stand. */
  private detailOf(index: number): number {
    const { lastDetail: last } = this;
    if (!this.isLastDetail(last, index)) {
      this.lastDetail = this.isLastDetail(last + 1, index) ? last + 1 : this.findDetail(index);
    }
    return this.detailed[this.lastDetail] === index ? this.lastDetail : 0;
  }

  /** Whether a detail is the last one up to a token. */
  private isLastDetail(detail: number, index: number): boolean {
    const { detailed } = this;
    if (detail >= detailed.length || (detailed[detail] ?? 0) > index) return false;
    return detail + 1 === detailed.length || (detailed[detail + 1] ?? 0) > index;
  }

  /** The last detail up to a token. */
  private findDetail(index: number): number {
    let [first, end] = [0, this.detailed.length];
    while (end - first > 1) {
      const middle = (first + end) >>> 1;
      if ((this.detailed[middle] ?? 0) <= index) first = middle;
      else end = middle;
    }
    return first;
  }
}

/** What the column of lengths can hold, at most: as much, and what is longer, stands elsewhere. */
const lengthMax = 0xffff;

/** Enough for a condition, of which there may be many. */
const capacityMin = 16;

function moved<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** What a token's text is unless it is told otherwise. */
function textInSource(source: string, kind: TokenKind, start: number, end: number): string {
  switch (kind) {
    case 'Identifier':
    case 'Keyword':
      return source.slice(start, end);
    case 'String':
      return source.slice(start + 1, end - 1);
    case 'Variable':
    case 'Reference':
      return source.slice(start + 1, end);
    default:
      return '';
  }
}

/** EndOfFile is the first, as 0 is what a new column is full of. */
const kindOfCode: readonly TokenKind[] = [
  'EndOfFile',
  ...(['Identifier', 'Keyword', 'String', 'Number', 'Duration', 'Variable'] as const),
  ...(['Placeholder', 'Reference', 'Story', 'Unknown'] as const),
  ...punctuationMarks,
];

const codeOfKind: ReadonlyMap<TokenKind, number> = new Map(
  kindOfCode.map((kind, code) => [kind, code]),
);
