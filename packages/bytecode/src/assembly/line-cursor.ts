/** What is wrong with an assembly; lines and columns start at 1. */
export interface AssemblyProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Carries a problem out of the reading of one line. */
export class LineProblem extends Error {
  constructor(
    readonly column: number,
    message: string,
  ) {
    super(message);
    this.name = 'LineProblem';
  }
}

export type TokenKind =
  | 'string'
  | 'directive'
  | 'duration'
  | 'number'
  | 'id'
  | 'at'
  | 'cell'
  | 'statement'
  | 'word'
  | 'punctuation'
  | 'end';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly column: number;
}

const pattern = new RegExp(
  [
    /[ \t\r]+|;[^\n]*/,
    /("(?:[^"\\]|\\.)*")/,
    /(\.[a-z][a-z-]*)/,
    /(\d+[smhd](?![\w]))/,
    /([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Infinity)(?![\w.]))/,
    /(#\d+)|(@-?\d+)|(&\d+)|(~-?\d+)/,
    /([A-Za-z_]\w*)|([[\]{}()=:])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

const kinds: readonly TokenKind[] = [
  ...(['string', 'directive', 'duration', 'number', 'id', 'at', 'cell', 'statement'] as const),
  ...(['word', 'punctuation'] as const),
];

/**
 * The tokens of a line, read one by one; no more than two are kept, however long the line is.
 * What is wrong is thrown as a `LineProblem`.
 */
export class LineCursor {
  private at = 0;
  private readonly end: Token;
  current: Token;
  next: Token;

  constructor(private readonly line: string) {
    this.end = { kind: 'end', text: '', column: line.trimEnd().length + 1 };
    this.current = this.read();
    this.next = this.read();
  }

  is(kind: TokenKind, text?: string): boolean {
    const { current } = this;
    return current.kind === kind && (text === undefined || current.text === text);
  }

  /** Reads a token of a kind; `what` says what it is, for the message. */
  take(kind: TokenKind, what: string): string {
    if (!this.is(kind)) throw this.expected(what);
    const { text } = this.current;
    this.advance();
    return text;
  }

  accept(kind: TokenKind, text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.advance();
    return true;
  }

  expect(text: string): void {
    if (!this.accept('punctuation', text)) throw this.expected(`'${text}'`);
  }

  /** The rest of the line must be empty. */
  finish(): void {
    if (!this.is('end')) throw this.expected('the end of the line');
  }

  expected(what: string): LineProblem {
    const { text, column } = this.current;
    const found = text === '' ? 'the end of the line' : text.slice(0, 40);
    return new LineProblem(column, `expected ${what}, found ${found}`);
  }

  fail(message: string): LineProblem {
    return new LineProblem(this.current.column, message);
  }

  private advance(): void {
    this.current = this.next;
    this.next = this.read();
  }

  private read(): Token {
    while (this.at < this.line.length) {
      const { at } = this;
      pattern.lastIndex = at;
      const match = pattern.exec(this.line);
      if (match === null) throw new LineProblem(at + 1, unreadable(this.line, at));
      this.at = pattern.lastIndex;
      const group = match.findIndex((text, index) => index > 0 && text !== undefined);
      const kind = kinds[group - 1];
      if (kind !== undefined) return { kind, text: match[0], column: at + 1 };
    }
    return this.end;
  }
}

function unreadable(line: string, at: number): string {
  if (line.charAt(at) === '"') return 'the string is never closed';
  return `unexpected ${JSON.stringify(line.slice(at, at + 20).split(/\s/)[0])}`;
}
