import * as vscode from 'vscode';
import type { Place } from '../views/rows.js';

/** Where a program is stopped, in an editor that shows its file. */
export interface StoppedLine {
  readonly editor: vscode.TextEditor;
  readonly line: vscode.TextLine;
}

interface TopFrame {
  readonly line: number;
  readonly source?: { readonly path?: string };
}

/**
 * The line that a thread is stopped at; undefined where no editor shows it.
 * @throws where the session has gone on meanwhile
 */
export async function stoppedLine({ session, threadId }: Place): Promise<StoppedLine | undefined> {
  const { stackFrames } = await session.customRequest('stackTrace', { threadId, levels: 1 });
  const top: TopFrame | undefined = stackFrames[0];
  const editor = vscode.window.visibleTextEditors.find(({ document }) =>
    isAt(document.uri, top?.source?.path),
  );
  if (editor === undefined || top === undefined) return undefined;
  const { document } = editor;
  const number = Math.min(Math.max(0, top.line - 1), document.lineCount - 1);
  return { editor, line: document.lineAt(number) };
}

/**
 * Files are named by their paths, other documents by their URIs; and where the editor's window is
 * on another machine, it makes URIs of the paths that an adapter has sent.
 */
function isAt(uri: vscode.Uri, path: string | undefined): boolean {
  if (path === undefined) return false;
  if (uri.scheme === 'file' && uri.fsPath === path) return true;
  const named = vscode.Uri.parse(path);
  const scheme = named.scheme === 'vscode-remote' ? 'file' : named.scheme;
  return uri.scheme === scheme && uri.path === named.path;
}
