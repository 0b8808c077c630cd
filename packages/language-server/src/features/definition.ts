import { DefinitionRequest, type Location } from 'vscode-languageserver';
import { type Context, documentFeature } from '../feature.js';
import { offsetAt } from '../text/positions.js';
import type { Analysis } from '../workspace/analysis.js';
import { declarationsOf, locationOf, targetAt } from '../workspace/occurrences.js';

/** Where a name is declared, or the file that a `load` names. */
export const definition = documentFeature(
  DefinitionRequest.type,
  { definitionProvider: true },
  'From a name to its declaration, from a `load` to its file',
  async (analysis, { position }, context) => {
    const { workspace } = context;
    await workspace.scanned();
    const file = loadedFile(analysis, offsetAt(analysis.file, position), context);
    if (file !== undefined) return file;
    const found = targetAt(workspace, analysis, position);
    if (found === undefined) return null;
    return [...declarationsOf(workspace, analysis.identity, found.target)].map(locationOf);
  },
);

function loadedFile(
  { identity, parsed }: Analysis,
  offset: number,
  { workspace }: Context,
): Location | undefined {
  const load = parsed.program.declarations.find(
    ({ keyword, name }) =>
      keyword === 'load' && name !== undefined && name.start <= offset && offset <= name.end,
  );
  const loaded = load && workspace.loadedBy(identity, load);
  if (loaded === undefined) return undefined;
  const start = { line: 0, character: 0 };
  return { uri: loaded.uri, range: { start, end: start } };
}
