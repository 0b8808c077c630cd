import { type PropertySchema, schema } from '@mso/language';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { blockMarkdown, propertyMarkdown } from '../text/property-docs.js';
import { item, type Request } from './item.js';
import type { Frame } from './place-scanner.js';

/** The properties of a block that it does not have yet, and what else may begin in it. */
export function keys(request: Request, { block: kind, start, key }: Frame): CompletionItem[] {
  if (kind === undefined) return key === 'secrets' ? secretSources(request) : [];
  const known = request.analysis.blocks.find(({ block }) => block.start === start);
  const present = new Set(
    known?.properties.filter((each) => !isTyped(request, each.key)).map((each) => each.key.text),
  );
  const isFollowed = /^\s*[={[]/.test(request.analysis.file.text.slice(request.typed.end));
  const properties = schema[kind].properties
    .filter(({ name, alias }) => !present.has(name) && !present.has(alias ?? name))
    .map((property) =>
      item(request, property.name, CompletionItemKind.Property, {
        detail: property.type,
        documentation: propertyMarkdown(property),
        rank: property.required === undefined ? 1 : 0,
        ...(!isFollowed && {
          text: `${property.name}${opening(property)}`,
          snippet: snippetOf(property),
        }),
      }),
    );
  return [...properties, ...sections(request, kind)];
}

/** The key that is being typed is not yet there. */
function isTyped({ typed }: Request, key: { start: number }): boolean {
  return key.start === typed.start;
}

function sections(request: Request, kind: string): CompletionItem[] {
  const keyword = kind === 'workflow' ? 'step' : kind === 'pipeline' ? 'stage' : undefined;
  if (keyword === undefined) return [];
  const snippet = `${keyword} "\${1:name}" {\n\tagent = "$2"\n\ttask = "$3"\n}`;
  const documentation = blockMarkdown(keyword, schema[keyword]);
  return [item(request, keyword, CompletionItemKind.Keyword, { documentation, snippet, rank: 0 })];
}

/** Where a secret may come from; which secrets there are, only the author knows. */
function secretSources(request: Request): CompletionItem[] {
  const sources = [
    ['from the environment', 'name = $NAME', '${1:name} = \\$${2:NAME}'],
    ['from a vault', 'name = "vault:path"', '${1:name} = "vault:${2:path}"'],
    ['from a file', 'name = "file:path"', '${1:name} = "file:${2:path}"'],
  ] as const;
  return sources.map(([label, text, snippet]) =>
    item(request, label, CompletionItemKind.Snippet, { text, snippet }),
  );
}

/** What follows the name of a property. */
function opening({ type }: PropertySchema): string {
  return type === 'block' || type === 'flow' || type === 'secrets' ? ' {' : ' = ';
}

function snippetOf(property: PropertySchema): string {
  const { name, type, values } = property;
  const preset = property.default ?? '';
  if (values !== undefined) return `${name} = "\${1|${values.words.join(',')}|}"`;
  switch (type) {
    case 'string':
    case 'name':
    case 'trigger':
    case 'string or block':
      return `${name} = "\${1:${preset.replaceAll('"', '')}}"`;
    case 'names':
    case 'name or names':
      return `${name} = ["$1"]`;
    case 'boolean':
      return `${name} = \${1|${preset === 'true' ? 'false,true' : 'true,false'}|}`;
    case 'duration':
      return `${name} = \${1:${preset || '5m'}}`;
    case 'block':
    case 'flow':
    case 'secrets':
      return `${name} {\n\t$1\n}`;
    case 'string or list':
      return `${name} {\n\t$1\n}`;
    case 'blocks':
      return `${name} = [{ $1 }]`;
    case 'number':
    case 'any':
    case 'expression':
      return `${name} = \${1:${preset}}`;
  }
}
