import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { environmentFileNames } from '../workspace/environment-file.js';
import type { OuterKind } from '../workspace/summary.js';
import { item, type Request } from './item.js';

/** `$NAME`: the names in the workspace's `.env`, and those that programs already use. */
export function environmentNames(request: Request): CompletionItem[] {
  const { analysis, workspace } = request;
  const found = new Map<string, string>();
  for (const name of environmentFileNames(workspace, analysis)) found.set(name, '.env');
  for (const name of used(request, 'environment')) {
    if (!found.has(name)) found.set(name, 'used in this program');
  }
  return [...found].map(([name, detail]) =>
    item(request, `$${name}`, CompletionItemKind.Variable, {
      detail,
      // A snippet would take the name for one of its own variables, so there is none.
      text: `$${name}`,
    }),
  );
}

/** `@memory.key`: the keys that the program uses somewhere; what is stored only a run knows. */
export function memoryKeys(request: Request): CompletionItem[] {
  const keys = [...used(request, 'memory key')].map((key) => `@memory.${key}`);
  return keys.map((label) => item(request, label, CompletionItemKind.Field));
}

/** `@name[`: the data that the program loads. */
export function loadedData(request: Request): CompletionItem[] {
  const { analysis, workspace } = request;
  const names = new Set<string>();
  for (const { summary } of workspace.related(analysis.identity)) {
    for (const { kind, name } of summary.symbols) {
      if (kind === 'load' && /^[\p{L}\p{N}_.-]+$/u.test(name)) names.add(name);
    }
  }
  return [...names].map((name) => item(request, `@${name}`, CompletionItemKind.File));
}

/** The name that is being typed is no proposal. */
function used({ analysis, offset, workspace }: Request, kind: OuterKind): ReadonlySet<string> {
  const found = new Set<string>();
  const { line, column } = analysis.file.positionAt(offset);
  for (const { identity, summary } of workspace.related(analysis.identity)) {
    for (const { kinds, name, place } of summary.uses) {
      const { start, end } = place.range;
      const isHere =
        identity === analysis.identity &&
        start.line === line - 1 &&
        start.character <= column - 1 &&
        column - 1 <= end.character;
      if (kinds.includes(kind) && !isHere && name !== '') found.add(name);
    }
  }
  return found;
}
