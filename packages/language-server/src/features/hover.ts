import { expressionFunctions, propertySchema, type Span, schema } from '@mso/language';
import { type Hover, HoverRequest, MarkupKind, type Position } from 'vscode-languageserver';
import { type Context, documentFeature } from '../feature.js';
import { durationMarkdown } from '../text/durations.js';
import { offsetAt, rangeOf } from '../text/positions.js';
import { blockMarkdown, propertyMarkdown } from '../text/property-docs.js';
import { type Node, pathTo } from '../text/visit-nodes.js';
import type { Analysis } from '../workspace/analysis.js';
import { declarationsOf, type Target, targetAt } from '../workspace/occurrences.js';
import { symbolMarkdown } from '../workspace/symbol-summary.js';

/** What a word means. The value of a secret is never read, and so never shown. */
export const hover = documentFeature(
  HoverRequest.type,
  { hoverProvider: true },
  'A property and its values, an agent behind its name, a duration in other units, a function',
  (analysis, { position }, context) =>
    hoverName(analysis, position, context) ?? hoverNode(analysis, position),
);

function hoverName(analysis: Analysis, position: Position, { workspace }: Context): Hover | null {
  const found = targetAt(workspace, analysis, position);
  if (found === undefined) return null;
  const { target, place } = found;
  if (place.form === 'keyword' && target.kind !== 'memory') return null;
  const text = outerMarkdown(target) ?? declaredMarkdown(analysis, target, { workspace });
  return text === undefined ? null : markdown(text, place.range);
}

function outerMarkdown({ kind, name }: Target): string | undefined {
  if (kind === 'environment') return `**$${name}**\n\nA variable of the process's environment.`;
  if (kind === 'memory key') return `**@memory.${name}**\n\nWhat is stored under this key.`;
  return undefined;
}

function declaredMarkdown(
  { identity }: Analysis,
  target: Target,
  { workspace }: Pick<Context, 'workspace'>,
): string | undefined {
  for (const { file, symbol } of declarationsOf(workspace, identity, target)) {
    const analysis = workspace.analysisOf(file.identity);
    const declared = file.summary.symbols[symbol];
    if (analysis !== undefined && declared !== undefined) return symbolMarkdown(analysis, declared);
  }
  return undefined;
}

/** Keys, keywords, durations and functions: what the language itself knows. */
function hoverNode(analysis: Analysis, position: Position): Hover | null {
  const offset = offsetAt(analysis.file, position);
  const path = pathTo(analysis.parsed.program, offset);
  const node = path.at(-1);
  const text =
    keywordMarkdown(path, offset) ??
    keyMarkdown(analysis, path) ??
    (node && plainMarkdown(node, offset));
  return text === undefined ? null : markdown(text.text, rangeOf(analysis.file, text.span));
}

interface Text {
  readonly text: string;
  readonly span: Span;
}

function keywordMarkdown(path: readonly Node[], offset: number): Text | undefined {
  for (const node of path) {
    if (!('keywordSpan' in node)) continue;
    const { keywordSpan: span } = node;
    if (offset < span.start || offset > span.end) continue;
    if (node.kind !== 'PipelineMember') {
      return { text: blockMarkdown(node.keyword, schema[node.keyword]), span };
    }
    const property = propertySchema('workflow', 'pipeline');
    return property && { text: propertyMarkdown(property), span };
  }
  return undefined;
}

function keyMarkdown({ blocks }: Analysis, path: readonly Node[]): Text | undefined {
  const [owner, name] = path.slice(-2);
  if (owner?.kind !== 'Property' && owner?.kind !== 'Story') return undefined;
  if (owner.key !== name) return undefined;
  const around = path.findLast(({ kind }) => kind === 'Block');
  const known = blocks.find(({ block }) => block === around);
  const property = known && propertySchema(known.kind, name.text);
  return property && { text: propertyMarkdown(property), span: name };
}

function plainMarkdown(node: Node, offset: number): Text | undefined {
  if (node.kind === 'Duration' || node.kind === 'DurationLiteral') {
    return { text: durationMarkdown(node), span: node };
  }
  if (node.kind !== 'Call' || offset > node.calleeSpan.end) return undefined;
  const called = expressionFunctions.get(node.callee);
  if (called === undefined) return undefined;
  const { name, parameters, documentation } = called;
  return { text: `**${name}(${parameters})**\n\n${documentation}`, span: node.calleeSpan };
}

function markdown(value: string, range: Hover['range'] & object): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}
