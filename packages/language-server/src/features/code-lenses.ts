import { type CodeLens, CodeLensRequest, type Location } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { locationOf, usesOf } from '../workspace/occurrences.js';

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
    const lenses: CodeLens[] = [];
    for (const { kind, name, place } of summary.symbols) {
      const { range } = place;
      if (kind === 'workflow') {
        const args = [uri, name];
        lenses.push({ range, command: { title: 'Run', command: runCommand, arguments: args } });
        lenses.push({ range, command: { title: 'Debug', command: debugCommand, arguments: args } });
      } else if (kind === 'agent') {
        const uses = [...usesOf(workspace, identity, { kind, name })].map(locationOf);
        const args = [uri, range.start, uses];
        const title = counted(uses);
        lenses.push({ range, command: { title, command: referencesCommand, arguments: args } });
      }
    }
    return lenses;
  },
);

function counted({ length }: readonly Location[]): string {
  if (length === 0) return 'no references';
  return length === 1 ? '1 reference' : `${length} references`;
}
