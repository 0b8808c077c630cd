import type { Analysis } from './analysis.js';
import type { Workspace } from './workspace.js';

/** The file that launch configurations name by default. */
const name = '.env';

/** The names in the `.env` beside a document and in the folders of the workspace; no values. */
export function environmentFileNames(
  { files, folders }: Workspace,
  { file }: Analysis,
): ReadonlySet<string> {
  const beside = files.resolve(file.path, name);
  const found = new Set<string>();
  for (const path of new Set([beside, ...[...folders].map((folder) => inFolder(folder))])) {
    if (files.identify(path) === undefined) continue;
    const read = files.read(path);
    if ('problem' in read) continue;
    for (const [, variable = ''] of read.text.matchAll(assignment)) found.add(variable);
  }
  return found;

  function inFolder(folder: string): string {
    return files.resolve(`${folder}/x`, name);
  }
}

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=/gm;
