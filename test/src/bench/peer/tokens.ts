import { createToken, Lexer, type TokenType } from 'chevrotain';

/**
 * The language's tokens as Chevrotain wants them: one pattern each, and the first that matches
 * wins. A category stands for its tokens where the grammar does not care which one it is.
 */

function category(name: string): TokenType {
  return createToken({ name, pattern: Lexer.NA });
}

/** What may be a name or a key. */
export const Name = category('Name');
/** A value that is a single token. */
export const Simple = category('Simple');
export const DeclarationWord = category('DeclarationWord');
export const SectionWord = category('SectionWord');
export const OrOperator = category('OrOperator');
export const AndOperator = category('AndOperator');
export const Comparison = category('Comparison');
export const Sum = category('Sum');
export const Product = category('Product');
export const Not = category('Not');
export const MemberDot = category('MemberDot');

const word = createToken({
  name: 'Word',
  pattern: /[A-Za-z_\u0080-\uffff](?:[\w\u0080-\uffff]|-(?!>))*/,
  categories: [Name, Simple],
});

function keyword(text: string, ...categories: TokenType[]): TokenType {
  const pattern = new RegExp(text);
  return createToken({
    name: `'${text}'`,
    pattern,
    longer_alt: word,
    categories: [Name, Simple, ...categories],
  });
}

function mark(text: string, ...categories: TokenType[]): TokenType {
  return createToken({ name: `'${text}'`, pattern: text, categories });
}

function simple(name: string, pattern: RegExp, ...categories: TokenType[]): TokenType {
  return createToken({ name, pattern, line_breaks: true, categories: [Simple, ...categories] });
}

export const Pipeline = keyword('pipeline');
export const Load = keyword('load');
export const When = keyword('when');
export const If = keyword('if');
export const Else = keyword('else');
export const Minus = mark('-', Sum);
export const Arrow = mark('->');
export const Assign = mark('=');
export const Bar = mark('|');
export const Comma = mark(',');
export const Colon = mark(':');
export const Question = mark('?');
export const OpenBrace = mark('{');
export const CloseBrace = mark('}');
export const OpenBracket = mark('[');
export const CloseBracket = mark(']');
export const OpenParenthesis = mark('(');
export const CloseParenthesis = mark(')');
export const Reference = simple('Reference', /@[\w.-]+/);
export const Story = createToken({
  name: 'Story',
  pattern: /backstory[ \t]*\{[^}]*\}/,
  line_breaks: true,
});

const skipped = [
  createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true }),
  createToken({ name: 'Comment', pattern: /(?:#|\/\/)[^\r\n]*/, group: 'comments' }),
];

const declarations = ['project', 'agent', 'workflow', 'memory', 'context', 'crew', 'plugin'];

export const tokens: readonly TokenType[] = [
  ...skipped,
  Story,
  ...[...declarations, 'database'].map((text) => keyword(text, DeclarationWord)),
  ...['step', 'stage'].map((text) => keyword(text, SectionWord)),
  ...[keyword('or', OrOperator), keyword('and', AndOperator), keyword('not', Not)],
  ...['in', 'matches'].map((text) => keyword(text, Comparison)),
  ...[Pipeline, Load, When, If, Else, word],
  simple('TextBlock', /"""[\s\S]*?"""/, Name),
  simple('Text', /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/, Name),
  simple('Duration', /\d[\d_]*(?:\.\d+)?[a-z]+/),
  simple('Number', /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/),
  simple('Placeholder', /\$\{[^}\r\n]*\}/),
  simple('Variable', /\$\w+/),
  Reference,
  ...[Arrow, Minus, mark('+', Sum), mark('*', Product), mark('/', Product), mark('%', Product)],
  ...['==', '!=', '<=', '>=', '<', '>'].map((text) => mark(text, Comparison)),
  ...[mark('||', OrOperator), mark('&&', AndOperator), mark('!', Not)],
  ...[Assign, Bar, Comma, Colon, mark('?.', MemberDot), Question, mark('.', MemberDot)],
  ...[OpenBrace, CloseBrace, OpenBracket, CloseBracket, OpenParenthesis, CloseParenthesis],
  ...[Name, Simple, DeclarationWord, SectionWord],
  ...[OrOperator, AndOperator, Comparison, Sum, Product, Not, MemberDot],
];
