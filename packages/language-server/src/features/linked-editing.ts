import { LinkedEditingRangeRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { occurrencesOf, targetAt } from '../workspace/occurrences.js';

/**
 * A name and its uses, to be typed at the same time. The protocol knows one document: a name that
 * other files use as well is left to the rename.
 */
export const linkedEditing = documentFeature(
  LinkedEditingRangeRequest.type,
  { linkedEditingRangeProvider: true },
  'A name and its uses change together while one types, if they are all in the document',
  (analysis, { position }, { workspace }) => {
    const found = targetAt(workspace, analysis, position);
    if (found === undefined || !linkedKinds.has(found.target.kind)) return null;
    const occurrences = [...occurrencesOf(workspace, analysis.identity, found.target)];
    const isHere = occurrences.every(({ file }) => file.identity === analysis.identity);
    const isDeclared = occurrences.some(({ symbol }) => symbol !== undefined);
    const ranges = occurrences.map(({ place }) => place.range);
    const isOneLine = ranges.every(({ start, end }) => start.line === end.line);
    if (!isHere || !isDeclared || !isOneLine || ranges.length < 2) return null;
    return { ranges, wordPattern };
  },
);

/** What ends a name; clients do not agree on how to write letters of all languages. */
const wordPattern = '[^\\s"\'{}\\[\\]().,|=<>$@#]+';

const linkedKinds: ReadonlySet<string> = new Set([
  ...['agent', 'crew', 'workflow', 'step', 'stage', 'variable', 'context'],
]);
