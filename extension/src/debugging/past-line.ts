import * as vscode from 'vscode';
import type { DebugWatch } from './debug-watch.js';
import { stoppedLine } from './stopped-line.js';

/** In the past, the line that the program is stopped at looks another way. */
export class PastLine implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('mso.pastLineBackground'),
    borderColor: new vscode.ThemeColor('mso.pastLineBorder'),
    borderStyle: 'dashed',
    borderWidth: '1px 0',
    overviewRulerColor: new vscode.ThemeColor('mso.pastLineBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private shown: vscode.TextEditor | undefined;

  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly watch: DebugWatch) {
    const update = () => void this.update();
    this.subscriptions = [
      watch.onChange(update),
      // The editor opens the program's file when it has heard of the stop, not before.
      vscode.window.onDidChangeVisibleTextEditors(update),
      this.decoration,
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async update(): Promise<void> {
    const { place, past, stop } = this.watch;
    if (place === undefined || past === undefined) return this.clear();
    try {
      const found = await stoppedLine(place);
      if (stop !== this.watch.stop) return;
      this.clear();
      found?.editor.setDecorations(this.decoration, [found.line.range]);
      this.shown = found?.editor;
    } catch {
      // The session has gone on meanwhile.
      this.clear();
    }
  }

  private clear(): void {
    this.shown?.setDecorations(this.decoration, []);
    this.shown = undefined;
  }
}
