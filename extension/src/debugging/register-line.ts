import * as vscode from 'vscode';
import { describeChanges } from '../views/format.js';
import type { ScopeRows } from '../views/scope-rows.js';
import type { DebugWatch } from './debug-watch.js';
import { type StoppedLine, stoppedLine } from './stopped-line.js';

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
    this.subscriptions = [
      registers.onChange(update),
      // The editor opens the program's file when it has heard of the stop, not before.
      vscode.window.onDidChangeVisibleTextEditors(update),
      this.decoration,
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async update(): Promise<void> {
    const { place, stop } = this.watch;
    const isWanted = vscode.workspace.getConfiguration('mso').get('inlineRegisters') === true;
    if (place === undefined || !isWanted) return this.clear();
    const text = describeChanges((await this.registers.first()).rows);
    if (text === '') return this.clear();
    try {
      const found = await stoppedLine(place);
      if (stop === this.watch.stop) this.show(text, found);
    } catch {
      // The session has gone on meanwhile.
      this.clear();
    }
  }

  private show(text: string, found: StoppedLine | undefined): void {
    this.clear();
    if (found === undefined) return;
    const { end } = found.line.range;
    found.editor.setDecorations(this.decoration, [
      { range: new vscode.Range(end, end), renderOptions: { after: { contentText: text } } },
    ]);
    this.shown = found.editor;
  }

  private clear(): void {
    this.shown?.setDecorations(this.decoration, []);
    this.shown = undefined;
  }
}
