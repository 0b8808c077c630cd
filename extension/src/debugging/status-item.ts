import * as vscode from 'vscode';
import type { DebugWatch } from './debug-watch.js';

/** In the status bar: that one is in the past, and how far. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'mso.past',
    vscode.StatusBarAlignment.Left,
    100,
  );

  constructor(watch: DebugWatch) {
    this.item.name = 'MSO Time Travel';
    this.item.command = 'mso.timeline.focus';
    this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    watch.onChange(() => this.update(watch.description));
  }

  dispose(): void {
    this.item.dispose();
  }

  private update(description: string | undefined): void {
    const [, past] = /\((replay .*)\)$/.exec(description ?? '') ?? [];
    if (past === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = `$(history) ${past}`;
    this.item.tooltip = 'The program is stopped in its past: agents are not asked again';
    this.item.show();
  }
}
