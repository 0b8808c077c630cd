import type { SourceFile, Span } from '@mso/language';
import type { Analysis } from '../workspace/analysis.js';
import type { OuterKind, SymbolKind } from '../workspace/summary.js';
import { overlaps, rangeOf, spanOfRange } from './positions.js';
import type { TokenModifier, TokenType } from './semantic-legend.js';
import { childrenOf, isExpression, type Node } from './visit-nodes.js';

export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifier?: TokenModifier;
}

/** What the words in a part of a document are, in order; none of them overlaps another. */
export function semanticTokens(analysis: Analysis, part: Span): readonly SemanticToken[] {
  const { parsed } = analysis;
  const tokens = nameTokens(analysis, part);
  // Names know more than the tree: where both have something to say, they count.
  const named = new Set(tokens.flatMap(({ start }) => [start, start - 1]));
  const add = (token: SemanticToken): void => {
    if (!named.has(token.start) && token.end > token.start) tokens.push(token);
  };
  for (const declaration of parsed.program.declarations) {
    if (touches(declaration, part)) visit(declaration as Node, add);
  }
  for (const comment of parsed.comments) {
    if (touches(comment, part)) tokens.push({ ...spanOf(comment), type: 'comment' });
  }
  const sorted = tokens.filter((token) => touches(token, part)).sort((a, b) => a.start - b.start);
  let end = -1;
  return sorted.filter((token) => {
    const isFree = token.start >= end;
    if (isFree) end = token.end;
    return isFree;
  });
}

function touches(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

const typesOfKinds: Readonly<Record<SymbolKind | OuterKind, TokenType>> = {
  project: 'namespace',
  agent: 'class',
  workflow: 'function',
  memory: 'namespace',
  context: 'namespace',
  crew: 'class',
  pipeline: 'function',
  plugin: 'namespace',
  database: 'namespace',
  load: 'namespace',
  step: 'method',
  stage: 'method',
  variable: 'variable',
  'memory key': 'property',
  environment: 'variable',
};

/** Names where they are declared and where they are used. */
function nameTokens({ file, summary }: Analysis, part: Span): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const range = rangeOf(file, part);
  for (const { kind, place } of summary.symbols) {
    if (place.form === 'keyword' || !overlaps(place.range, range)) continue;
    const span = spanOfRange(file, place.range);
    tokens.push({ ...span, type: typesOfKinds[kind], modifier: 'declaration' });
  }
  for (const { kinds, place } of summary.uses) {
    if (!overlaps(place.range, range)) continue;
    const [kind = 'variable'] = kinds;
    tokens.push({ ...spanOfRange(file, place.range), type: typesOfKinds[kind] });
  }
  return tokens;
}

function visit(node: Node, add: (token: SemanticToken) => void): void {
  if ('keywordSpan' in node) add({ ...spanOf(node.keywordSpan as Span), type: 'keyword' });
  if ('key' in node) add({ ...spanOf(node.key as Span), type: 'property' });
  if (isExpression(node, 'Call')) {
    add({ ...spanOf(node.calleeSpan), type: 'function', modifier: 'defaultLibrary' });
  }
  if (isExpression(node, 'Member')) add({ ...spanOf(node.nameSpan), type: 'property' });
  const type = leafType(node);
  if (type !== undefined) add({ ...spanOf(node), type });
  // The text of a condition is also a string, which the expression beside it replaces.
  const replaced = 'expression' in node && 'key' in node ? 'String' : undefined;
  for (const child of childrenOf(node)) if (child.kind !== replaced) visit(child, add);
}

function leafType(node: Node): TokenType | undefined {
  switch (node.kind) {
    case 'String':
      return 'parts' in node ? undefined : 'string';
    case 'TextPart':
      return 'string';
    case 'Number':
    case 'Duration':
    case 'DurationLiteral':
      return 'number';
    case 'Bool':
    case 'Null':
      return 'keyword';
    case 'Identifier':
      return 'enumMember';
    case 'Literal':
      return isExpression(node, 'Literal') ? literalType(node.value) : undefined;
    default:
      return undefined;
  }
}

function literalType(value: unknown): TokenType {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'keyword';
}

/** A token line by line: clients need not know tokens of several lines. */
export function* linesOf(
  file: SourceFile,
  { start, end }: Span,
): Generator<{ readonly line: number; readonly character: number; readonly length: number }> {
  const { start: from, end: to } = rangeOf(file, { start, end });
  for (let line = from.line; line <= to.line; line++) {
    const character = line === from.line ? from.character : 0;
    const last = line === to.line ? to.character : file.lineText(line + 1).length;
    if (last > character) yield { line, character, length: last - character };
  }
}
