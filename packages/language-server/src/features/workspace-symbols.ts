import { type SymbolInformation, WorkspaceSymbolRequest } from 'vscode-languageserver';
import { feature } from '../feature.js';
import { symbolKinds } from './document-symbols.js';

/** A longer list is read by nobody. */
const resultsMax = 500;

/** Declarations in all files of the workspace whose names have the letters of a word in order. */
export const workspaceSymbols = feature(
  WorkspaceSymbolRequest.type,
  { workspaceSymbolProvider: true },
  'Declarations of the whole workspace by some letters of their names',
  async ({ query }, { workspace, token }) => {
    await workspace.scanned();
    const found: SymbolInformation[] = [];
    for (const { uri, summary } of workspace.allFiles()) {
      if (token.isCancellationRequested) break;
      for (const { kind, name, range, parent } of summary.symbols) {
        if (kind === 'load' || !hasLetters(name, query)) continue;
        const container = parent === undefined ? undefined : summary.symbols[parent]?.name;
        found.push({
          name,
          kind: symbolKinds[kind],
          location: { uri, range },
          ...(container !== undefined && { containerName: container }),
        });
        if (found.length === resultsMax) return found;
      }
    }
    return found;
  },
);

function hasLetters(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
