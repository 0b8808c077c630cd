import { type BlockKind, type PropertySchema, propertySchema, quotedText } from '@mso/language';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { item, type Request } from './item.js';
import { names } from './names.js';
import { environmentNames, memoryKeys } from './outer-names.js';

/** What may be the value of a property, or an item of the list that it takes. */
export function values(
  request: Request,
  block: BlockKind | undefined,
  key: string,
): CompletionItem[] {
  const property = block && propertySchema(block, key);
  const isQuoted = /["']/.test(request.analysis.file.text.charAt(request.typed.start));
  const outer = isQuoted ? [] : [...environmentNames(request), ...memoryKeys(request)];
  if (property === undefined) return outer;
  return [...known(request, property), ...outer];
}

function known(request: Request, property: PropertySchema): CompletionItem[] {
  const { names: kinds, values: enumeration, type, name } = property;
  if (kinds !== undefined) return names(request, kinds);
  if (type === 'flow') return names(request, ['step']);
  if (enumeration !== undefined) return words(request, enumeration.words);
  if (type === 'boolean') {
    return ['true', 'false'].map((word) =>
      item(request, word, CompletionItemKind.Keyword, { rank: 0 }),
    );
  }
  if (type === 'duration') return durations(request);
  return name === 'model' ? models(request) : [];
}

function words(request: Request, list: readonly string[]): CompletionItem[] {
  return list.map((word) =>
    item(request, word, CompletionItemKind.EnumMember, { text: `"${word}"`, rank: 0 }),
  );
}

const usualDurations = ['30s', '5m', '30m', '1h', '1d'];

function durations(request: Request): CompletionItem[] {
  return usualDurations.map((text) => item(request, text, CompletionItemKind.Unit, { rank: 0 }));
}

/** Which models there are, only the endpoint knows; these are those that the workspace names. */
function models(request: Request): CompletionItem[] {
  const seen = new Set<string>();
  for (const { summary } of request.workspace.allFiles()) {
    for (const model of summary.models) seen.add(model);
  }
  return [...seen]
    .sort()
    .map((model) =>
      item(request, model, CompletionItemKind.Value, { text: quotedText(model), rank: 0 }),
    );
}
