import * as vscode from 'vscode';
import { escapeHtml, htmlPage } from '../html.js';
import { disassemblyKind } from './document-names.js';
import { documentOf } from './programs.js';

/**
 * What opens a compiled program: its disassembly takes the place of the bytes. It is a text, so
 * that it has a gutter for breakpoints. A file that is no program says so.
 */
export class BinaryEditor implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor(
    { uri }: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(documentOf(disassemblyKind, uri));
      const { viewColumn = vscode.ViewColumn.Active } = panel;
      // The editor has to be done with opening this one.
      setTimeout(async () => {
        const options = { viewColumn, preview: false };
        const editor = await vscode.window.showTextDocument(document, options);
        revealCode(editor);
        panel.dispose();
      }, 0);
    } catch (problem) {
      panel.webview.html = page(problem instanceof Error ? problem.message : `${problem}`);
    }
  }
}

/** The tables of a module come first, and most people want to see its code. */
function revealCode(editor: vscode.TextEditor): void {
  const offset = editor.document.getText().indexOf('\n.code\n');
  const position = editor.document.positionAt(offset + 1);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.AtTop);
}

function page(problem: string): string {
  const body = `<p>${escapeHtml(problem)}</p>
<p>The command <b>Reopen Editor With…</b> shows its bytes.</p>`;
  return htmlPage({ title: 'No compiled program', body });
}
