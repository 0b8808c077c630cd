import { type CodeLens, CodeLensRequest, type Location } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import type { Workspace } from '../workspace/workspace.js';

/** Commands of the client: these take the document's URI and the name of a workflow. */
export const runCommand = 'mso.runWorkflow';
export const debugCommand = 'mso.debugWorkflow';
/** Takes a URI, a position and locations, as an editor's own command for references does. */
export const referencesCommand = 'mso.showReferences';

/** `Run | Debug` over each workflow, and over each agent how often it is used. */
export const codeLenses = documentFeature(
  CodeLensRequest.type,
  { codeLensProvider: {} },
  '`Run`, `Debug` over a workflow, `n references` over an agent',
  async ({ uri, identity, summary }, _params, { workspace }) => {
    await workspace.scanned();
    const uses = usesOfAgents(workspace, identity);
    const lenses: CodeLens[] = [];
    for (const { kind, name, place } of summary.symbols) {
      const { range } = place;
      if (kind === 'workflow') {
        const args = [uri, name];
        lenses.push({ range, command: { title: 'Run', command: runCommand, arguments: args } });
        lenses.push({ range, command: { title: 'Debug', command: debugCommand, arguments: args } });
      } else if (kind === 'agent') {
        const places = uses.get(name) ?? [];
        const args = [uri, range.start, places];
        const title = counted(places);
        lenses.push({ range, command: { title, command: referencesCommand, arguments: args } });
      }
    }
    return lenses;
  },
);

/** By name: of many agents all are found in one pass. */
function usesOfAgents(
  workspace: Workspace,
  identity: string,
): ReadonlyMap<string, readonly Location[]> {
  const found = new Map<string, Location[]>();
  for (const { uri, summary } of workspace.related(identity)) {
    for (const { kinds, name, place } of summary.uses) {
      if (!kinds.includes('agent')) continue;
      const location = { uri, range: place.range };
      const known = found.get(name);
      if (known === undefined) found.set(name, [location]);
      else known.push(location);
    }
  }
  return found;
}

function counted({ length }: readonly Location[]): string {
  if (length === 0) return 'no references';
  return length === 1 ? '1 reference' : `${length} references`;
}
