import { isQuoted, type Name, type Span } from '@mso/language';
import { type DocumentLink, DocumentLinkRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { rangeOf } from '../text/positions.js';
import type { Analysis } from '../workspace/analysis.js';
import { uriOf } from '../workspace/uris.js';
import type { Workspace } from '../workspace/workspace.js';

/** The files that a program names: those that it loads, and those that its secrets are in. */
export const documentLinks = documentFeature(
  DocumentLinkRequest.type,
  { documentLinkProvider: {} },
  'From `load "path"` and `"file:path"` to the file',
  (analysis, _params, { workspace }) => [
    ...loads(analysis, workspace),
    ...secretFiles(analysis, workspace),
  ],
);

function loads({ identity, file, parsed }: Analysis, workspace: Workspace): DocumentLink[] {
  return parsed.program.declarations.flatMap((declaration) => {
    const { keyword, name } = declaration;
    if (keyword !== 'load' || name === undefined) return [];
    const target = workspace.loadedBy(identity, declaration)?.uri ?? existing(file.path, name.text);
    return target === undefined ? [] : [{ range: rangeOf(file, inner(name)), target }];
  });

  /** Data that is loaded need not be a source. */
  function existing(importer: string, path: string): string | undefined {
    const found = workspace.files.resolve(importer, path);
    return workspace.files.identify(found) === undefined ? undefined : uriOf(found);
  }
}

/** Their paths start at the folder of the program. */
function secretFiles({ identity, file, model }: Analysis, workspace: Workspace): DocumentLink[] {
  const entry = workspace.entryOf(identity)?.path ?? file.path;
  return model.contexts
    .flatMap(({ secrets }) => secrets)
    .filter(({ kind }) => kind === 'File')
    .map(({ target: path, property: { value } }) => ({
      // The path is the end of the text, before its quote.
      range: rangeOf(file, { start: value.end - 1 - path.length, end: value.end - 1 }),
      target: uriOf(workspace.files.resolve(entry, path)),
    }));
}

/** Without the quotes. */
function inner(name: Name): Span {
  const { start, end } = name;
  return isQuoted(name) ? { start: start + 1, end: end - 1 } : { start, end };
}
