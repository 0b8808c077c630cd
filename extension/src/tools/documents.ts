import * as vscode from 'vscode';
import { documentKinds } from './document-names.js';
import type { Mso } from './mso.js';
import { programOf } from './programs.js';

/**
 * Documents that the command line writes: read-only, and new when the program's file is.
 *
 * A file system, because the editor asks for one before it shows such a document again when a
 * window is opened.
 */
export class ToolDocuments implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly mso: Mso) {}

  /** Lets the editor know of them. */
  register(): vscode.Disposable {
    const options = { isReadonly: true };
    return vscode.Disposable.from(
      this.changed,
      ...documentKinds.map(({ scheme }) =>
        vscode.workspace.registerFileSystemProvider(scheme, this, options),
      ),
    );
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    const program = existing(uri);
    const folder = vscode.Uri.joinPath(program, '..');
    const name = program.path.slice(folder.path.length).replace(/^\//, '');
    const pattern = new vscode.RelativePattern(folder, name.replaceAll(/[?*[\]{}]/g, '?'));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = () => this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    watcher.onDidChange(tell);
    watcher.onDidCreate(tell);
    return watcher;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { ctime, mtime } = await vscode.workspace.fs.stat(existing(uri));
    const permissions = vscode.FilePermission.Readonly;
    // How long the text is shows when it is read; the editor does not mind.
    return { type: vscode.FileType.File, ctime, mtime, size: 0, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const program = existing(uri);
    const kind = documentKinds.find(({ scheme }) => scheme === uri.scheme);
    const { isFine, output, problem } = await this.mso.read(kind?.command ?? '', program.fsPath);
    if (!isFine) throw vscode.FileSystemError.Unavailable(problem.trim());
    return Buffer.from(output);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

/** @throws FileSystemError for a document that is of no program */
function existing(uri: vscode.Uri): vscode.Uri {
  const program = programOf(uri);
  if (program === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return program;
}
