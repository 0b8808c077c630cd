import {
  type Declaration,
  findProperty,
  type Property,
  propertiesOf,
  propertySchema,
  type Section,
  textOf,
  type Value,
} from '@mso/language';
import { offsetAt } from '../text/positions.js';
import { codeBlock } from '../text/property-docs.js';
import { type Node, pathTo } from '../text/visit-nodes.js';
import type { Analysis } from './analysis.js';
import type { SymbolSummary } from './summary.js';

/** What tells the most of each kind; nothing else of a declaration is shown. */
const shownKeys: Readonly<Record<string, readonly string[]>> = {
  agent: ['model', 'role', 'temperature', 'max_tokens', 'timeout', 'capabilities', 'tools'],
  crew: ['agents', 'process', 'manager'],
  workflow: ['trigger', 'agent', 'timeout', 'on_error'],
  step: ['agent', 'crew', 'task', 'when', 'timeout', 'depends_on', 'output'],
  stage: ['agent', 'crew', 'task', 'when', 'timeout', 'depends_on', 'output'],
  project: ['version', 'author', 'description'],
  memory: ['provider', 'persistence'],
  context: ['environment', 'debug'],
  plugin: ['source', 'version'],
  database: ['path', 'shards'],
};

const lengthMax = 120;

/** A declaration in short, as Markdown: its comment, and the properties that matter most. */
export function symbolMarkdown(analysis: Analysis, symbol: SymbolSummary): string {
  const { file, parsed } = analysis;
  const path = pathTo(parsed.program, offsetAt(file, symbol.place.range.start));
  const node = path.findLast(isDeclared);
  if (symbol.kind === 'variable') return variableMarkdown(analysis, symbol);
  const comment = node === undefined ? undefined : commentAbove(analysis, node.start);
  const properties = propertiesOf(node?.block);
  const lines = (shownKeys[symbol.kind] ?? [])
    .map((key) => findProperty(properties, key))
    .filter((property) => property !== undefined)
    .map((property) => `  ${shown(file.text, property)}`);
  const missing = defaultsOf(symbol.kind, properties);
  const title =
    node === undefined || symbol.place.form === 'keyword' ? symbol.kind : titleOf(symbol);
  const body = [...lines, ...missing];
  const code = body.length === 0 ? title : [`${title} {`, ...body, '}'].join('\n');
  const story = storyOf(node);
  return [codeBlock(code), comment, story].filter((part) => part !== undefined).join('\n\n');
}

function titleOf({ kind, name }: SymbolSummary): string {
  return `${kind} "${name}"`;
}

function isDeclared(node: Node): node is Declaration | Section {
  return node.kind === 'Declaration' || node.kind === 'Section';
}

/** A context's variable may be as secret as its author wants: its value stays where it is. */
function variableMarkdown({ summary }: Analysis, { name, parent }: SymbolSummary): string {
  const context = parent === undefined ? undefined : summary.symbols[parent];
  return `**${name}**\n\nA variable of context \`${context?.name ?? ''}\`.`;
}

function shown(text: string, { key, value }: Property): string {
  const written = text.slice(value.start, value.end).replaceAll(/\s+/g, ' ');
  const cut = written.length > lengthMax ? `${written.slice(0, lengthMax)}…` : written;
  return `${key.text} = ${cut}`;
}

/** Defaults that apply, for agents: the model that answers is what one wants to know. */
function defaultsOf(kind: string, properties: readonly Property[]): string[] {
  if (kind !== 'agent') return [];
  return ['model', 'role']
    .filter((key) => findProperty(properties, key) === undefined)
    .map((key) => `  ${key} = ${propertySchema('agent', key)?.default ?? ''}  # default`);
}

function storyOf(node: Declaration | Section | undefined): string | undefined {
  const story = node?.block?.members.find((member) => member.kind === 'Story');
  const written = findProperty(propertiesOf(node?.block), 'backstory')?.value;
  const text = story?.kind === 'Story' ? story.text : textIn(written);
  const [first] = text?.split('\n') ?? [];
  return first === undefined || first === '' ? undefined : `_${first}_`;
}

function textIn(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : textOf(value);
}

/** The comment lines directly above a declaration. */
function commentAbove({ file, parsed }: Analysis, start: number): string | undefined {
  const lines: string[] = [];
  let { line } = file.positionAt(start);
  for (const comment of parsed.comments.toReversed()) {
    const place = file.positionAt(comment.start);
    if (place.line >= line) continue;
    if (
      place.line !== line - 1 ||
      file
        .lineText(place.line)
        .slice(0, place.column - 1)
        .trim() !== ''
    ) {
      break;
    }
    lines.unshift(file.text.slice(comment.start + comment.marker.length, comment.end).trim());
    line = place.line;
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}
