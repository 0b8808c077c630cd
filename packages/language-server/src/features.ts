import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/call-hierarchy.js';
import { codeActions } from './features/code-actions.js';
import { codeLenses } from './features/code-lenses.js';
import { completion } from './features/completion.js';
import { definition } from './features/definition.js';
import { documentHighlight } from './features/document-highlight.js';
import { documentLinks } from './features/document-links.js';
import { documentSymbols } from './features/document-symbols.js';
import { folding } from './features/folding.js';
import { formatting, onTypeFormatting, rangeFormatting } from './features/formatting.js';
import { hover } from './features/hover.js';
import { inlayHints } from './features/inlay-hints.js';
import { inlineValues } from './features/inline-values.js';
import { linkedEditing } from './features/linked-editing.js';
import { references } from './features/references.js';
import { prepareRename, rename } from './features/rename.js';
import { selectionRanges } from './features/selection-ranges.js';
import { semanticTokens, semanticTokensRange } from './features/semantic-tokens.js';
import { workspaceSymbols } from './features/workspace-symbols.js';

/** Every request that is served, in the order in which the README lists them. */
export const features: readonly Feature[] = [
  completion,
  hover,
  codeActions,
  definition,
  references,
  documentHighlight,
  prepareRename,
  rename,
  linkedEditing,
  documentSymbols,
  workspaceSymbols,
  prepareCallHierarchy,
  outgoingCalls,
  incomingCalls,
  folding,
  selectionRanges,
  semanticTokens,
  semanticTokensRange,
  formatting,
  onTypeFormatting,
  rangeFormatting,
  codeLenses,
  inlayHints,
  documentLinks,
  inlineValues,
];

/**
 * What `initialize` announces: what the features that exist say of themselves. Clients of old take
 * no details of two of them.
 */
export function capabilities({ textDocument }: ClientCapabilities = {}): ServerCapabilities {
  const all: ServerCapabilities = Object.assign({}, ...features.map((each) => each.capability));
  return {
    ...all,
    ...(!textDocument?.rename?.prepareSupport && { renameProvider: true }),
    ...(!textDocument?.codeAction?.codeActionLiteralSupport && { codeActionProvider: true }),
  };
}
