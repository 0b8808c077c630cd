import { ReferencesRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { declarationsOf, locationOf, targetAt, usesOf } from '../workspace/occurrences.js';

/** Every place in the files of a program where a name is written. */
export const references = documentFeature(
  ReferencesRequest.type,
  { referencesProvider: true },
  'Every use of an agent, a step, a workflow, a variable, a key of memory or `$NAME`',
  async (analysis, { position, context: { includeDeclaration } }, { workspace }) => {
    await workspace.scanned();
    const found = targetAt(workspace, analysis, position);
    if (found === undefined) return null;
    const { identity } = analysis;
    const declared = includeDeclaration ? declarationsOf(workspace, identity, found.target) : [];
    const used = usesOf(workspace, identity, found.target);
    return [...declared, ...used].map(locationOf);
  },
);
