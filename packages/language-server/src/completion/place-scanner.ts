import {
  type BlockKind,
  type DeclarationKeyword,
  declarationKeywords,
  propertySchema,
  type Token,
  type TokenKind,
  type TokenList,
} from '@mso/language';

/** A bracket that is open at a place. */
export interface Frame {
  readonly role: 'block' | 'flow' | 'list' | 'group';
  /** The offset of the bracket. */
  readonly start: number;
  /** The bracket that ends it. */
  readonly closer: TokenKind;
  /** For a block: its kind, where the language knows one. */
  readonly block: BlockKind | undefined;
  /** The property that it is the value of, or is within. */
  readonly key: string;
  /** What comes next in it. */
  expects: 'key' | 'name' | 'assignment' | 'value' | 'more';
  /** The key, or the `if`, whose value or condition is being read. */
  current: string;
  /** Where that value or condition begins. */
  valueStart: number;
}

type FoundPlace =
  | { readonly kind: 'declaration' | 'flow' | 'file' | 'nothing' }
  | { readonly kind: 'key'; readonly frame: Frame }
  | { readonly kind: 'value'; readonly block: BlockKind | undefined; readonly key: string }
  | { readonly kind: 'expression'; readonly before: string };

const isDeclarationKeyword = (word: string): word is DeclarationKeyword =>
  (declarationKeywords as readonly string[]).includes(word);

/** Reads the tokens of one declaration up to a place and keeps what is open there. */
export class PlaceScanner {
  private readonly frames: Frame[] = [];
  /** The keyword of a declaration whose block has not begun. */
  private header: string | undefined;
  private isNamed = false;
  private index: number;

  constructor(
    private readonly tokens: TokenList,
    start: number,
  ) {
    this.index = firstAt(tokens, start);
  }

  /** Reads what lies before an offset, and gives the token that the offset is in, unread. */
  readTo(offset: number): Token | undefined {
    for (; ; this.index++) {
      const token = this.tokens.at(this.index);
      if (token === undefined || token.start >= offset) return undefined;
      if (token.end > offset || (token.end === offset && canGrow(token))) return token;
      this.read(token);
    }
  }

  place(text: string, offset: number): FoundPlace {
    const frame = this.frames.at(-1);
    if (frame === undefined) return this.outerPlace();
    const { role, current } = frame;
    if (role === 'list') return this.valuePlace(frame, frame.key);
    if (role === 'flow') {
      if (current !== 'if') return { kind: 'flow' };
      return { kind: 'expression', before: text.slice(frame.valueStart, offset) };
    }
    if (role === 'group') return this.groupPlace(text, offset);
    if (frame.expects === 'name' || frame.expects === 'assignment') return { kind: 'nothing' };
    if (isExpression(frame, current) && frame.expects !== 'key') {
      return { kind: 'expression', before: text.slice(frame.valueStart, offset) };
    }
    return frame.expects === 'value' ? this.valuePlace(frame, current) : { kind: 'key', frame };
  }

  private outerPlace(): FoundPlace {
    const { header, isNamed } = this;
    // A `load` may have a block and mostly has none.
    if (header === undefined || (header === 'load' && isNamed)) return { kind: 'declaration' };
    return { kind: header === 'load' ? 'file' : 'nothing' };
  }

  /** In parentheses or in an expression's brackets: the expression they are part of. */
  private groupPlace(text: string, offset: number): FoundPlace {
    const outer = this.frames.findLast(({ role }) => role === 'block' || role === 'flow');
    if (outer === undefined) return { kind: 'nothing' };
    if (outer.role === 'flow' || isExpression(outer, outer.current)) {
      return { kind: 'expression', before: text.slice(outer.valueStart, offset) };
    }
    return this.valuePlace(outer, outer.current);
  }

  private valuePlace(frame: Frame, key: string): FoundPlace {
    const owner = this.frames.findLast(
      ({ role, start }) => role === 'block' && start <= frame.start,
    );
    return { kind: 'value', block: owner?.block, key };
  }

  private read(token: Token): void {
    const frame = this.frames.at(-1);
    switch (token.kind) {
      case '{':
      case '[':
      case '(':
        this.open(token, frame);
        break;
      case '}':
      case ']':
      case ')':
        this.close(token.kind);
        break;
      default:
        if (frame === undefined) this.readOuter(token);
        else if (frame.role === 'block') this.readInBlock(token, frame);
        else if (frame.role === 'flow' && token.text === 'if' && isWord(token)) {
          this.begin(frame, 'if', token.end);
        }
    }
  }

  private readOuter(token: Token): void {
    if (this.header !== undefined && !this.isNamed) this.isNamed = true;
    else if (isDeclarationKeyword(token.text)) {
      this.header = token.text;
      this.isNamed = false;
    }
  }

  private readInBlock(token: Token, frame: Frame): void {
    if (token.kind === '=' && frame.expects !== 'value') {
      this.begin(frame, frame.current, token.end);
    } else if (token.kind === ',') {
      if (!isExpression(frame, frame.current)) frame.expects = 'key';
    } else if (frame.expects === 'name') {
      frame.expects = 'assignment';
    } else if (frame.expects === 'value') {
      frame.expects = 'more';
    } else if (token.kind === '->') {
      frame.expects = 'value';
    } else if (isWord(token) || token.kind === 'String') {
      this.readKey(token, frame);
    }
  }

  /** An expression goes on until a key that is followed by what follows keys. */
  private readKey(token: Token, frame: Frame): void {
    if (frame.expects === 'more' && isExpression(frame, frame.current) && !this.isKeyAhead())
      return;
    if (this.isForgotten(token, frame)) {
      this.frames.pop();
      const outer = this.frames.at(-1);
      if (outer?.role === 'block') this.readKey(token, outer);
      return;
    }
    frame.current = token.text;
    const takesName = isSection(frame, token.text);
    frame.expects = takesName ? 'name' : 'assignment';
  }

  /** Whether a step begins within a step: then the one around was never closed. */
  private isForgotten(token: Token, { block }: Frame): boolean {
    if (block !== 'step' && block !== 'stage') return false;
    return token.text === block && this.tokens.kindAt(this.index + 1) === 'String';
  }

  private isKeyAhead(): boolean {
    const next = this.tokens.kindAt(this.index + 1);
    return next === '=' || next === '{';
  }

  private begin(frame: Frame, key: string, valueStart: number): void {
    frame.current = key;
    frame.expects = 'value';
    frame.valueStart = valueStart;
  }

  private open(token: Token, outer: Frame | undefined): void {
    const inner = {
      start: token.start,
      closer: closers[token.kind] ?? token.kind,
      expects: 'key',
      current: '',
      valueStart: token.end,
    } as const;
    const key = outer === undefined ? '' : outer.role === 'block' ? outer.current : outer.key;
    if (token.kind === '(' || (outer !== undefined && this.isInExpression(outer))) {
      if (token.kind !== '{' || outer?.role !== 'flow') {
        this.frames.push({ ...inner, role: 'group', block: undefined, key });
        return;
      }
    }
    if (token.kind === '[') {
      const isFlow = outer?.role === 'flow' || (outer?.block === 'workflow' && key === 'pipeline');
      const role = isFlow ? 'flow' : 'list';
      this.frames.push({ ...inner, role, block: undefined, key });
    } else if (outer === undefined) {
      this.frames.push({ ...inner, ...this.outerBlock(), key });
    } else {
      if (outer.role === 'flow') outer.current = '';
      const isFlow = outer.role === 'flow' || (outer.block === 'workflow' && key === 'pipeline');
      const block = this.blockIn(outer, key);
      this.frames.push({ ...inner, role: isFlow ? 'flow' : 'block', block, key });
    }
  }

  private isInExpression(outer: Frame): boolean {
    if (outer.role === 'group') return true;
    if (outer.role === 'flow') return outer.current === 'if';
    return outer.role === 'block' && outer.expects !== 'key' && isExpression(outer, outer.current);
  }

  private outerBlock(): { readonly role: 'block' | 'flow'; readonly block: BlockKind | undefined } {
    const { header } = this;
    this.header = undefined;
    this.isNamed = false;
    const block = header !== undefined && isDeclarationKeyword(header) ? header : undefined;
    if (block !== 'pipeline') return { role: 'block', block };
    const hasStages =
      this.tokens.at(this.index + 1)?.text === 'stage' ||
      this.tokens.kindAt(this.index + 2) === '=';
    return { role: hasStages ? 'block' : 'flow', block };
  }

  private blockIn(outer: Frame, key: string): BlockKind | undefined {
    if (outer.role === 'list') {
      const owner = this.frames.findLast(({ role }) => role === 'block');
      return owner?.block && propertySchema(owner.block, key)?.block;
    }
    if (isSection(outer, key) && key !== 'pipeline') return key === 'step' ? 'step' : 'stage';
    return outer.block && propertySchema(outer.block, key)?.block;
  }

  /** What was opened within and never closed ends with it; a bracket that closes nothing is odd. */
  private close(closer: TokenKind): void {
    const opened = this.frames.findLastIndex((frame) => frame.closer === closer);
    if (opened < 0) return;
    this.frames.length = opened;
    const frame = this.frames.at(-1);
    if (frame?.role === 'block')
      frame.expects = isExpression(frame, frame.current) ? 'more' : 'key';
  }
}

const closers: Readonly<Partial<Record<TokenKind, TokenKind>>> = { '{': '}', '[': ']', '(': ')' };

/** Whether a key of a block begins `step "name" { … }` or the like. */
function isSection({ block }: Frame, key: string): boolean {
  if (block === 'workflow') return key === 'step' || key === 'pipeline';
  return block === 'pipeline' && key === 'stage';
}

function isExpression({ block }: Frame, key: string): boolean {
  return block !== undefined && propertySchema(block, key)?.type === 'expression';
}

function isWord({ kind }: Token): boolean {
  return kind === 'Identifier' || kind === 'Keyword';
}

/** Whether what is typed directly behind a token would become part of it. */
function canGrow({ kind, value }: Token): boolean {
  if (kind === 'String') return value === 2;
  return (
    kind === 'Identifier' ||
    kind === 'Keyword' ||
    kind === 'Variable' ||
    kind === 'Reference' ||
    kind === 'Number' ||
    kind === 'Duration'
  );
}

/** The first token that does not lie before an offset. */
function firstAt(tokens: TokenList, offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.startAt(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
