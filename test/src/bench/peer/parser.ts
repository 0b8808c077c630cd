import { Lexer } from 'chevrotain';
import { ExpressionParser, type PeerNode } from './expressions.js';
import {
  Arrow,
  Assign,
  Bar,
  CloseBrace,
  CloseBracket,
  Comma,
  DeclarationWord,
  Else,
  If,
  Load,
  Minus,
  Name,
  OpenBrace,
  OpenBracket,
  Pipeline,
  Reference,
  SectionWord,
  Simple,
  Story,
  tokens,
  When,
} from './tokens.js';

/*
 * The language's grammar as one would write it with Chevrotain: for comparison only. It builds a
 * tree with offsets as the language's own parser does, but stops at the first mistake.
 */

class ProgramParser extends ExpressionParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly program = this.RULE('program', () => {
    const parts: PeerNode[] = [];
    this.MANY(() => parts.push(this.SUBRULE(this.declaration)));
    return parts;
  });

  private readonly declaration = this.RULE('declaration', () => {
    const start = this.here;
    const keyword = this.OR([
      { ALT: () => this.CONSUME(DeclarationWord) },
      { ALT: () => this.CONSUME(Load) },
      { ALT: () => this.CONSUME(Pipeline) },
    ]).image;
    const parts: PeerNode[] = [];
    this.OPTION1(() => parts.push(this.SUBRULE(this.name)));
    this.OPTION2(() =>
      this.OR2([
        {
          GATE: () => keyword === 'pipeline' && !this.isStageForm(),
          ALT: () => parts.push(this.SUBRULE(this.flow)),
          IGNORE_AMBIGUITIES: true,
        },
        { ALT: () => parts.push(this.SUBRULE(this.block)) },
      ]),
    );
    return this.node('Declaration', start, parts, keyword);
  });

  private isStageForm(): boolean {
    return this.LA(2).image === 'stage' || this.LA(3).tokenType === Assign;
  }

  private readonly name = this.RULE('name', () => {
    const start = this.here;
    return this.node('Name', start, [], this.CONSUME(Name).image);
  });

  private readonly block = this.RULE('block', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenBrace);
    this.MANY(() => parts.push(this.SUBRULE(this.blockMember)));
    this.CONSUME(CloseBrace);
    return this.node('Block', start, parts);
  });

  private readonly blockMember = this.RULE('blockMember', () => {
    const start = this.here;
    const member = this.OR<PeerNode>([
      { ALT: () => this.node('Story', start, [], this.CONSUME(Story).image) },
      { ALT: () => this.SUBRULE(this.section), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.pipelineMember), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.condition), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.property) },
    ]);
    this.OPTION(() => this.CONSUME(Comma));
    return member;
  });

  private readonly section = this.RULE('section', () => {
    const start = this.here;
    const { image } = this.CONSUME(SectionWord);
    const parts = [this.SUBRULE(this.name), this.SUBRULE(this.block)];
    return this.node('Section', start, parts, image);
  });

  private readonly pipelineMember = this.RULE('pipelineMember', () => {
    const start = this.here;
    this.CONSUME(Pipeline);
    const parts: PeerNode[] = [];
    this.OPTION(() => parts.push(this.SUBRULE(this.name)));
    this.OR([
      { ALT: () => parts.push(this.SUBRULE(this.flow)) },
      {
        ALT: () => {
          this.CONSUME(Assign);
          this.SUBRULE(this.nodes);
        },
      },
    ]);
    return this.node('Pipeline', start, parts);
  });

  private readonly condition = this.RULE('condition', () => {
    const start = this.here;
    this.CONSUME(When);
    this.CONSUME(Assign);
    return this.node('Condition', start, [this.SUBRULE(this.expression)]);
  });

  private readonly property = this.RULE('property', () => {
    const start = this.here;
    const key = this.CONSUME(Name).image;
    const value = this.OR<PeerNode>([
      {
        ALT: () => {
          this.CONSUME(Assign);
          return this.SUBRULE(this.value);
        },
      },
      { ALT: () => this.SUBRULE(this.block) },
      { ALT: () => this.SUBRULE(this.array) },
    ]);
    return this.node('Property', start, [value], key);
  });

  private readonly value = this.RULE('value', () => {
    const start = this.here;
    const parts = [this.SUBRULE1(this.atom)];
    this.MANY(() => {
      this.CONSUME(Arrow);
      parts.push(this.SUBRULE2(this.atom));
    });
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : this.node('Names', start, parts);
  });

  private readonly atom = this.RULE('atom', () => {
    const start = this.here;
    return this.OR<PeerNode>([
      { ALT: () => this.SUBRULE(this.indexed), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.node('Simple', start, [], this.CONSUME1(Simple).image) },
      {
        ALT: () => {
          this.CONSUME(Minus);
          return this.node('Negative', start, [], this.CONSUME2(Simple).image);
        },
      },
      { ALT: () => this.SUBRULE(this.array) },
      { ALT: () => this.SUBRULE(this.block) },
    ]);
  });

  private readonly indexed = this.RULE('indexed', () => {
    const start = this.here;
    const { image } = this.CONSUME(Reference);
    this.CONSUME(OpenBracket);
    const parts = [this.SUBRULE(this.name)];
    this.CONSUME(CloseBracket);
    return this.node('Indexed', start, parts, image);
  });

  private readonly array = this.RULE('array', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenBracket);
    this.MANY(() => {
      parts.push(this.SUBRULE(this.value));
      this.OPTION(() => this.CONSUME(Comma));
    });
    this.CONSUME(CloseBracket);
    return this.node('Array', start, parts);
  });

  private readonly flow = this.RULE('flow', () => {
    const start = this.here;
    this.CONSUME(OpenBrace);
    const parts: PeerNode[] = [];
    this.OPTION(() => parts.push(this.SUBRULE(this.nodes)));
    this.CONSUME(CloseBrace);
    return this.node('Flow', start, parts);
  });

  private readonly nodes = this.RULE('nodes', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.AT_LEAST_ONE(() => {
      parts.push(this.SUBRULE(this.flowNode));
      this.OPTION(() => this.CONSUME(Arrow));
    });
    return this.node('Nodes', start, parts);
  });

  private readonly flowNode = this.RULE('flowNode', () =>
    this.OR<PeerNode>([
      { ALT: () => this.SUBRULE(this.conditional), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.parallel) },
      { ALT: () => this.SUBRULE(this.name) },
    ]),
  );

  private readonly parallel = this.RULE('parallel', () => {
    const start = this.here;
    const parts: PeerNode[] = [];
    this.CONSUME(OpenBracket);
    this.AT_LEAST_ONE_SEP({ SEP: Bar, DEF: () => parts.push(this.SUBRULE(this.flowNode)) });
    this.CONSUME(CloseBracket);
    return this.node('Parallel', start, parts);
  });

  private readonly conditional = this.RULE('conditional', () => {
    const start = this.here;
    this.CONSUME(If);
    const parts = [this.SUBRULE(this.expression), this.SUBRULE1(this.flow)];
    this.OPTION(() => {
      this.CONSUME(Else);
      parts.push(this.SUBRULE2(this.flow));
    });
    return this.node('Conditional', start, parts);
  });
}

const lexer = new Lexer([...tokens], { positionTracking: 'onlyOffset' });
const parser = new ProgramParser();

/** The declarations of a program without mistakes. */
export function readWithPeer(text: string): readonly PeerNode[] {
  const lexed = lexer.tokenize(text);
  parser.input = lexed.tokens;
  const program = parser.program();
  const [mistake] = [...lexed.errors, ...parser.errors];
  if (mistake !== undefined) throw new Error(mistake.message);
  return program;
}
