import { EmbeddedActionsParser, type ParserMethod, type TokenType } from 'chevrotain';
import {
  AndOperator,
  CloseBrace,
  CloseBracket,
  CloseParenthesis,
  Colon,
  Comma,
  Comparison,
  MemberDot,
  Minus,
  Name,
  Not,
  OpenBrace,
  OpenBracket,
  OpenParenthesis,
  OrOperator,
  Product,
  Question,
  Simple,
  Sum,
  tokens,
} from './tokens.js';

/** A node of the peer's tree: what it is, where it begins and ends, and what it is made of. */
export interface PeerNode {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly parts: readonly PeerNode[];
}

type Rule = ParserMethod<[], PeerNode>;

/** The expressions of the language, loosest operator first. */
export class ExpressionParser extends EmbeddedActionsParser {
  constructor() {
    super([...tokens], { recoveryEnabled: false, maxLookahead: 3 });
  }

  protected node(kind: string, start: number, parts: readonly PeerNode[], text = ''): PeerNode {
    return { kind, start, end: this.LA(0).endOffset ?? start, text, parts };
  }

  /** The offset of the next token, where a node begins. */
  protected get here(): number {
    return this.LA(1).startOffset;
  }

  readonly expression: Rule = this.RULE('expression', () => {
    const start = this.here;
    const condition = this.SUBRULE(this.disjunction);
    let result = condition;
    this.OPTION(() => {
      this.CONSUME(Question);
      const whenTrue = this.SUBRULE1(this.expression);
      this.CONSUME(Colon);
      const whenFalse = this.SUBRULE2(this.expression);
      result = this.node('Choice', start, [condition, whenTrue, whenFalse]);
    });
    return result;
  });

  private readonly disjunction = this.infix('disjunction', OrOperator, () => this.conjunction);
  private readonly conjunction = this.infix('conjunction', AndOperator, () => this.comparison);
  private readonly comparison = this.infix('comparison', Comparison, () => this.sum);
  private readonly sum = this.infix('sum', Sum, () => this.product);
  private readonly product = this.infix('product', Product, () => this.prefix);

  /** Operands of a tighter kind with operators between them, grouped to the left. */
  private infix(name: string, operator: TokenType, operand: () => Rule): Rule {
    return this.RULE(name, () => {
      const start = this.here;
      let left = this.SUBRULE1(operand());
      this.MANY(() => {
        const { image } = this.CONSUME(operator);
        left = this.node('Binary', start, [left, this.SUBRULE2(operand())], image);
      });
      return left;
    });
  }

  private readonly prefix: Rule = this.RULE('prefix', () => {
    const start = this.here;
    return this.OR<PeerNode>([
      {
        ALT: () => {
          this.CONSUME(Not);
          return this.node('Not', start, [this.SUBRULE(this.comparison)]);
        },
        IGNORE_AMBIGUITIES: true,
      },
      {
        ALT: () => {
          this.CONSUME(Minus);
          return this.node('Minus', start, [this.SUBRULE(this.prefix)]);
        },
      },
      { ALT: () => this.SUBRULE(this.postfix) },
    ]);
  });

  private readonly postfix: Rule = this.RULE('postfix', () => {
    const start = this.here;
    let object = this.SUBRULE(this.primary);
    this.MANY(() => {
      object = this.OR<PeerNode>([
        { ALT: () => this.member(start, object) },
        { ALT: () => this.node('Index', start, [object, this.SUBRULE(this.list)]) },
        { ALT: () => this.node('Call', start, [object, this.SUBRULE(this.group)]) },
      ]);
    });
    return object;
  });

  private member(start: number, object: PeerNode): PeerNode {
    this.CONSUME(MemberDot);
    return this.node('Member', start, [object], this.CONSUME(Name).image);
  }

  private readonly primary: Rule = this.RULE('primary', () => {
    const start = this.here;
    return this.OR<PeerNode>([
      { ALT: () => this.node('Simple', start, [], this.CONSUME(Simple).image) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.record) },
    ]);
  });

  private readonly list: Rule = this.RULE('list', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenBracket);
    this.MANY_SEP({ SEP: Comma, DEF: () => parts.push(this.SUBRULE(this.expression)) });
    this.CONSUME(CloseBracket);
    return this.node('List', start, parts);
  });

  private readonly group: Rule = this.RULE('group', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenParenthesis);
    this.MANY_SEP({ SEP: Comma, DEF: () => parts.push(this.SUBRULE(this.expression)) });
    this.CONSUME(CloseParenthesis);
    return this.node('Group', start, parts);
  });

  private readonly record: Rule = this.RULE('record', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenBrace);
    this.MANY_SEP({
      SEP: Comma,
      DEF: () => {
        const from = this.here;
        const key = this.CONSUME(Name).image;
        this.CONSUME(Colon);
        parts.push(this.node('Entry', from, [this.SUBRULE(this.expression)], key));
      },
    });
    this.CONSUME(CloseBrace);
    return this.node('Record', start, parts);
  });
}
