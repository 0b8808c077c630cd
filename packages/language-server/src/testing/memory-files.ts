import { SourceFile } from '@mso/language';
import type { FolderEntry, WorkspaceFiles } from '../workspace/workspace-files.js';

/** A disk that is a map from paths, as `/project/main.mso`, to texts. */
export function memoryFiles(texts: Map<string, string>): WorkspaceFiles {
  return {
    resolve: (importer, name) => normalized(name.startsWith('/') ? name : `${importer}/../${name}`),
    identify: (path) => (texts.has(path) ? path : undefined),
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? { problem: 'it is not there' } : new SourceFile(path, text);
    },
    list: async (folder) => entriesOf(folder, [...texts.keys()]),
  };
}

function entriesOf(folder: string, paths: readonly string[]): FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const path of paths) {
    if (!path.startsWith(`${folder}/`)) continue;
    const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
    const kind = rest.length === 0 ? 'file' : 'folder';
    entries.set(name, { path: `${folder}/${name}`, name, kind });
  }
  return [...entries.values()];
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
