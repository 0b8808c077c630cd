import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SourceHost } from '@mso/language';
import { createConnection } from 'vscode-languageserver/node';
import { cancelUndispatched } from '../cancellation.js';
import { startLanguageServer } from '../server.js';
import type { FolderEntry, WorkspaceFiles } from '../workspace/workspace-files.js';

/** Serves the client at the other end of standard input and output until it says `exit`. */
export function serveLanguageStdio(host: SourceHost): void {
  const connection = createConnection(process.stdin, process.stdout, { cancelUndispatched });
  startLanguageServer(connection, filesOnDisk(host));
}

/** The file system: `host` reads files, folders are listed here. */
export function filesOnDisk(host: SourceHost): WorkspaceFiles {
  return {
    // A document that was never saved is nowhere: what it loads is looked for in our own folder.
    resolve: (importer, name) => resolve(host.resolve(importer, name)),
    identify: (path) => host.identify(path),
    read: (path) => host.read(path),
    list,
  };
}

async function list(folder: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({
      path: join(folder, entry.name),
      name: entry.name,
      kind: entry.isDirectory() ? 'folder' : 'file',
    }));
  } catch {
    return [];
  }
}
