import type { SourceFile, Span } from '@mso/language';
import type { Analysis } from '../workspace/analysis.js';
import type { OuterKind, SymbolKind } from '../workspace/summary.js';
import { overlaps, rangeOf, spanOfRange } from './positions.js';
import type { TokenModifier, TokenType } from './semantic-legend.js';
import { forEachChild, type Node } from './visit-nodes.js';

export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifier?: TokenModifier;
}

/** What the words in a part of a document are, in order; none of them overlaps another. */
export function semanticTokens(analysis: Analysis, part: Span): readonly SemanticToken[] {
  const { parsed } = analysis;
  const tokens = nameTokens(analysis, part);
  // Names know more than the tree: where both have something to say, they count.
  const named = new Set<number>();
  for (const { start } of tokens) named.add(start).add(start - 1);
  const add: Add = ({ start, end }, type, modifier) => {
    if (named.has(start) || end <= start || end <= part.start || start >= part.end) return;
    tokens.push(modifier === undefined ? { start, end, type } : { start, end, type, modifier });
  };
  for (const declaration of parsed.program.declarations) {
    if (touches(declaration, part)) visit(declaration, add);
  }
  for (const comment of parsed.comments) add(comment, 'comment');
  tokens.sort((one, other) => one.start - other.start);
  let end = -1;
  return tokens.filter((token) => {
    const isFree = token.start >= end;
    if (isFree) end = token.end;
    return isFree;
  });
}

type Add = (span: Span, type: TokenType, modifier?: TokenModifier) => void;

function touches(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
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

function visit(node: Node, add: Add): void {
  switch (node.kind) {
    case 'Declaration':
    case 'Section':
    case 'PipelineMember':
      add(node.keywordSpan, 'keyword');
      break;
    case 'Property':
      add(node.key, 'property');
      // The text of a condition is also its value, beside the expression.
      if (node.expression !== undefined) return visit(node.expression, add);
      return visit(node.value, add);
    case 'Story':
      return add(node.key, 'property');
    case 'Call':
      add(node.calleeSpan, 'function', 'defaultLibrary');
      break;
    case 'Member':
      add(node.nameSpan, 'property');
      break;
    case 'Literal':
      return add(node, literalType(node.value));
    case 'String':
      if (node.parts === undefined) return add(node, 'string');
      break;
    default: {
      const type = typesOfLeaves[node.kind];
      if (type !== undefined) return add(node, type);
    }
  }
  forEachChild(node, (child) => visit(child, add));
}

const typesOfLeaves: Readonly<Partial<Record<Node['kind'], TokenType>>> = {
  TextPart: 'string',
  Number: 'number',
  Duration: 'number',
  DurationLiteral: 'number',
  Bool: 'keyword',
  Null: 'keyword',
  Identifier: 'enumMember',
};

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
