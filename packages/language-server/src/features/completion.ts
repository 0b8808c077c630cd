import { type CompletionItem, CompletionItemKind, CompletionRequest } from 'vscode-languageserver';
import { declarations } from '../completion/declarations.js';
import { expressions } from '../completion/expressions.js';
import { item, type Request } from '../completion/item.js';
import { keys } from '../completion/keys.js';
import { stepsInFlow } from '../completion/names.js';
import { environmentNames, loadedData, memoryKeys } from '../completion/outer-names.js';
import { sourcePaths } from '../completion/paths.js';
import { type Place, placeAt } from '../completion/place.js';
import { values } from '../completion/values.js';
import { documentFeature } from '../feature.js';
import { offsetAt } from '../text/positions.js';

/** What can be written where the cursor is. */
export const completion = documentFeature(
  CompletionRequest.type,
  { completionProvider: { triggerCharacters: ['"', '$', '@', '.', '[', '{', '=', ' '] } },
  'Keywords, properties with their meaning, names, values, `$NAME`, `@memory.key`, snippets',
  (analysis, { position, context: trigger }, { workspace, client }) => {
    const offset = offsetAt(analysis.file, position);
    const place = placeAt(analysis, offset);
    if (isNoise(place, trigger?.triggerCharacter, analysis.file.text.slice(0, offset))) return null;
    const { snippetSupport = false } = client.textDocument?.completion?.completionItem ?? {};
    const { typed } = place;
    const request = { analysis, offset, typed, workspace, takesSnippets: snippetSupport };
    return itemsAt(request, place);
  },
);

/**
 * Whether a character was typed for its own sake. A blank asks for something where a value or a
 * step must follow, a bracket within an expression. Behind the bracket of a block a person mostly
 * wants a new line, and would get the first proposal.
 */
function isNoise({ kind }: Place, character: string | undefined, before: string): boolean {
  if (character === ' ') return !/(?:=|->)[ \t]$/.test(before.slice(-3));
  return (character === '{' || character === '[') && kind !== 'expression';
}

function itemsAt(
  request: Request,
  place: Place,
): CompletionItem[] | null | Promise<CompletionItem[]> {
  switch (place.kind) {
    case 'declaration':
      return declarations(request);
    case 'key':
      return keys(request, place.frame);
    case 'value':
      return values(request, place.block, place.key);
    case 'flow':
      return [...stepsInFlow(request), ...branches(request)];
    case 'expression':
      return expressions(request, place.before, place);
    case 'environment':
      return environmentNames(request);
    case 'reference':
      return [...memoryKeys(request), ...loadedData(request)];
    case 'file':
      return sourcePaths(request);
    case 'nothing':
      return null;
  }
}

function branches(request: Request): CompletionItem[] {
  return [
    item(request, 'if', CompletionItemKind.Keyword, { snippet: 'if ${1:condition} { $2 }' }),
    item(request, 'else', CompletionItemKind.Keyword, { snippet: 'else { $1 }' }),
  ];
}
