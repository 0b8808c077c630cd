import {
  type DocumentSymbol,
  DocumentSymbolRequest,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { isBefore } from '../text/positions.js';
import type * as summary from '../workspace/summary.js';

/** The declarations of a document with what they contain. */
export const documentSymbols = documentFeature(
  DocumentSymbolRequest.type,
  { documentSymbolProvider: true },
  'Declarations with their steps, stages and variables, as a tree',
  ({ uri, summary: { symbols } }, _params, { client }) => {
    const { hierarchicalDocumentSymbolSupport = false } = client.textDocument?.documentSymbol ?? {};
    return hierarchicalDocumentSymbolSupport ? treeOf(symbols) : listOf(symbols, uri);
  },
);

function treeOf(symbols: readonly summary.SymbolSummary[]): DocumentSymbol[] {
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
}

/** For clients that know no trees. */
function listOf(symbols: readonly summary.SymbolSummary[], uri: string): SymbolInformation[] {
  return symbols
    .map(({ name, kind, range, parent }) => {
      const container = parent === undefined ? undefined : symbols[parent]?.name;
      return {
        name: name === '' ? kind : name,
        kind: symbolKinds[kind],
        location: { uri, range },
        ...(container !== undefined && { containerName: container }),
      };
    })
    .toSorted((one, other) =>
      isBefore(one.location.range.start, other.location.range.start) ? -1 : 1,
    );
}

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
