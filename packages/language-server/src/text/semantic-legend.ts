import type { SemanticTokensLegend } from 'vscode-languageserver';

/** The kinds of word that are told apart; each is one that every theme knows. */
export const tokenTypes = [
  'keyword',
  'class',
  'function',
  'method',
  'namespace',
  'property',
  'variable',
  'enumMember',
  'string',
  'number',
  'comment',
] as const;

export type TokenType = (typeof tokenTypes)[number];

const tokenModifiers = ['declaration', 'defaultLibrary'] as const;

export type TokenModifier = (typeof tokenModifiers)[number];

export const legend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: [...tokenModifiers],
};

export function modifierBits(modifier: TokenModifier | undefined): number {
  return modifier === undefined ? 0 : 1 << tokenModifiers.indexOf(modifier);
}
