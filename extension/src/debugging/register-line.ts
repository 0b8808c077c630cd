import * as vscode from 'vscode';
import { rowsOfScope } from '../views/rows.js';
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
  private before = new Map<string, string>();
  private shown: vscode.TextEditor | undefined;

  constructor(private readonly watch: DebugWatch) {
    watch.onChange(() => void this.update());
  }

  dispose(): void {
    this.decoration.dispose();
  }

  private async update(): Promise<void> {
    const { session, frameId } = this.watch;
    if (session === undefined || frameId === undefined) {
      if (session === undefined) this.before.clear();
      this.clear();
      return;
    }
    const rows = await rowsOfScope(session, frameId, 'Registers');
    if (rows.length === 0) return;
    const now = new Map(rows.map(({ name, value }) => [name, value]));
    const text = changes(this.before, now);
    this.before = now;
    if (vscode.workspace.getConfiguration('mso').get('inlineRegisters') !== true) return;
    await this.show(session, text);
  }

  private async show(session: vscode.DebugSession, text: string): Promise<void> {
    const threadId = vscode.debug.activeStackItem?.threadId ?? 1;
    const { stackFrames } = await session.customRequest('stackTrace', { threadId, levels: 1 });
    const [top] = stackFrames;
    const editor = vscode.window.visibleTextEditors.find(({ document }) =>
      isAt(document.uri, top?.source?.path),
    );
    this.clear();
    if (editor === undefined || text === '') return;
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

/** Files are named by their paths, other documents by their URIs. */
function isAt(uri: vscode.Uri, path: string | undefined): boolean {
  if (path === undefined) return false;
  if (uri.scheme === 'file') return uri.fsPath === path;
  return uri.toString() === vscode.Uri.parse(path).toString();
}

/** `pc 41 → 42 · sp 2`: the registers that are others now, and what they were. */
export function changes(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): string {
  return [...now]
    .filter(([name, value]) => before.has(name) && before.get(name) !== value)
    .map(([name, value]) => `${name} ${before.get(name)} \u2192 ${value}`)
    .join(' \u00b7 ');
}
