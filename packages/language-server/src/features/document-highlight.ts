import { DocumentHighlightKind, DocumentHighlightRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { occurrencesOf, targetAt } from '../workspace/occurrences.js';

/** The same name elsewhere in the document; where it is declared counts as written to. */
export const documentHighlight = documentFeature(
  DocumentHighlightRequest.type,
  { documentHighlightProvider: true },
  'The declaration and the uses of the name under the cursor',
  (analysis, { position }, { workspace }) => {
    const found = targetAt(workspace, analysis, position);
    if (found === undefined) return null;
    return [...occurrencesOf(workspace, analysis.identity, found.target)]
      .filter(({ file }) => file.identity === analysis.identity)
      .map(({ place, symbol }) => ({
        range: place.range,
        kind: symbol === undefined ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
      }));
  },
);
