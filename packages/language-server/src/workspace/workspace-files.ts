import type { SourceHost } from '@mso/language';

/** What the server needs of the world; nothing else of it is ever touched. */
export interface WorkspaceFiles extends SourceHost {
  /** What a folder holds; nothing where it cannot be read. */
  list(folder: string): Promise<readonly FolderEntry[]>;
}

export interface FolderEntry {
  /** With the folder's path. */
  readonly path: string;
  readonly name: string;
  readonly kind: 'file' | 'folder';
}
