import { type DocumentSymbol, DocumentSymbolRequest, SymbolKind } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import type * as summary from '../workspace/summary.js';

/** The declarations of a document with what they contain. */
export const documentSymbols = documentFeature(
  DocumentSymbolRequest.type,
  { documentSymbolProvider: true },
  'Declarations with their steps, stages and variables, as a tree',
  ({ summary: { symbols } }) => {
    const nodes = symbols.map((symbol): DocumentSymbol & { children: DocumentSymbol[] } => ({
      name: symbol.name === '' ? symbol.kind : symbol.name,
      kind: symbolKinds[symbol.kind],
      range: symbol.range,
      selectionRange: symbol.place.range,
      detail: symbol.detail ?? symbol.kind,
      children: [],
    }));
    const roots: DocumentSymbol[] = [];
    for (const [index, { parent }] of symbols.entries()) {
      const node = nodes[index];
      const siblings = parent === undefined ? roots : nodes[parent]?.children;
      if (node !== undefined) siblings?.push(node);
    }
    return roots;
  },
);

export const symbolKinds: Readonly<Record<summary.SymbolKind, SymbolKind>> = {
  project: SymbolKind.Package,
  agent: SymbolKind.Class,
  workflow: SymbolKind.Function,
  memory: SymbolKind.Object,
  context: SymbolKind.Namespace,
  crew: SymbolKind.Struct,
  pipeline: SymbolKind.Function,
  plugin: SymbolKind.Module,
  database: SymbolKind.Object,
  load: SymbolKind.File,
  step: SymbolKind.Method,
  stage: SymbolKind.Method,
  variable: SymbolKind.Variable,
};
