import * as vscode from 'vscode';
import { describeChanges } from '../views/format.js';
import type { ScopeRows } from '../views/scope-rows.js';
import type { DebugWatch } from './debug-watch.js';

/** At the end of the line that the program is stopped at: what the last step did to registers. */
export class RegisterLine implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    after: {
      margin: '0 0 0 2em',
      color: new vscode.ThemeColor('editorInlayHint.foreground'),
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private shown: vscode.TextEditor | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly watch: DebugWatch,
    private readonly registers: ScopeRows,
  ) {
    const update = () => void this.update();
    this.subscriptions = [registers.onChange(update), this.decoration];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async update(): Promise<void> {
    const { place, stop } = this.watch;
    const isWanted = vscode.workspace.getConfiguration('mso').get('inlineRegisters') === true;
    if (place === undefined || !isWanted) return this.clear();
    const text = describeChanges(await this.registers.rows());
    if (text === '') return this.clear();
    const { session, threadId } = place;
    try {
      const { stackFrames } = await session.customRequest('stackTrace', { threadId, levels: 1 });
      if (stop === this.watch.stop) this.show(text, stackFrames[0]);
    } catch {
      // The session has gone on meanwhile.
      this.clear();
    }
  }

  private show(text: string, top: TopFrame | undefined): void {
    this.clear();
    const editor = vscode.window.visibleTextEditors.find(({ document }) =>
      isAt(document.uri, top?.source?.path),
    );
    if (editor === undefined || top === undefined) return;
    const { range } = editor.document.lineAt(Math.max(0, top.line - 1));
    const end = new vscode.Range(range.end, range.end);
    editor.setDecorations(this.decoration, [
      { range: end, renderOptions: { after: { contentText: text } } },
    ]);
    this.shown = editor;
  }

  private clear(): void {
    this.shown?.setDecorations(this.decoration, []);
    this.shown = undefined;
  }
}

interface TopFrame {
  readonly line: number;
  readonly source?: { readonly path?: string };
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
