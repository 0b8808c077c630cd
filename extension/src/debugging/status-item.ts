import * as vscode from 'vscode';
import type { DebugWatch } from './debug-watch.js';
import { figuresText } from './figures.js';

/** So often are the figures of a running program asked for. */
const askMs = 500;

/** In the status bar: what a program has done so far; and that one is in its past, and how far. */
export class StatusItem implements vscode.Disposable {
  private readonly past = makeItem('mso.past', 'MSO Time Travel', 100);
  private readonly figures = makeItem('mso.figures', 'MSO Program', 99);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly watch: DebugWatch) {
    this.past.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    watch.onChange(() => {
      this.showPast(watch.past);
      void this.showFigures();
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.past.dispose();
    this.figures.dispose();
  }

  private showPast(past: string | undefined): void {
    if (past === undefined) {
      this.past.hide();
      return;
    }
    this.past.text = `$(history) ${past}`;
    this.past.tooltip = 'The program is stopped in its past: agents are not asked again';
    this.past.show();
  }

  private async showFigures(): Promise<void> {
    clearTimeout(this.timer);
    const { session, isStopped } = this.watch;
    if (session === undefined) {
      this.figures.hide();
      return;
    }
    try {
      const text = figuresText(await session.customRequest('mso/figures'));
      this.figures.text = `$(pulse) ${text}`;
      this.figures.tooltip = 'Instructions executed and machine time passed';
      this.figures.show();
    } catch {
      // Nothing is loaded yet, or the session has ended.
      this.figures.hide();
    }
    clearTimeout(this.timer);
    if (!isStopped) this.timer = setTimeout(() => void this.showFigures(), askMs);
  }
}

function makeItem(id: string, name: string, priority: number): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  item.name = name;
  item.command = 'mso.timeline.focus';
  return item;
}
