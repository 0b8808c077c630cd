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

/** The tokens of a line, read one by one. What is wrong is thrown as a `LineProblem`. */
export class LineCursor {
  private readonly tokens: Token[] = [];
  private index = 0;
  private readonly end: Token;

  constructor(line: string) {
    pattern.lastIndex = 0;
    while (pattern.lastIndex < line.length) {
      const at = pattern.lastIndex;
      const match = pattern.exec(line);
      if (match === null) throw new LineProblem(at + 1, unreadable(line, at));
      const group = match.findIndex((text, index) => index > 0 && text !== undefined);
      const kind = kinds[group - 1];
      if (kind !== undefined) this.tokens.push({ kind, text: match[0], column: at + 1 });
    }
    this.end = { kind: 'end', text: '', column: line.trimEnd().length + 1 };
  }

  get current(): Token {
    return this.tokens[this.index] ?? this.end;
  }

  get next(): Token {
    return this.tokens[this.index + 1] ?? this.end;
  }

  is(kind: TokenKind, text?: string): boolean {
    const { current } = this;
    return current.kind === kind && (text === undefined || current.text === text);
  }

  /** Reads a token of a kind; `what` says what it is, for the message. */
  take(kind: TokenKind, what: string): string {
    if (!this.is(kind)) throw this.expected(what);
    const { text } = this.current;
    this.index++;
    return text;
  }

  accept(kind: TokenKind, text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.index++;
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
}

function unreadable(line: string, at: number): string {
  if (line.charAt(at) === '"') return 'the string is never closed';
  return `unexpected ${JSON.stringify(line.slice(at, at + 20).split(/\s/)[0])}`;
}
