import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { pastOf, type Timeline } from './timeline.js';
import { shownTimeline } from './timeline-markup.js';
import { type TimelineMessage, timelinePage } from './timeline-page.js';

/** A step is over sooner than this: what is shown stays meanwhile, so that nothing flickers. */
const lingerMs = 300;

/** The run as a slider, with what has happened on it; moving it goes there. */
export class TimelineView implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  /** Whether the person has gone to where the program is by this view, and wants to stay in it. */
  private hasGone = false;

  constructor(private readonly watch: DebugWatch) {
    watch.onChange(() => void this.update());
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [] };
    view.webview.onDidReceiveMessage((message: TimelineMessage) => this.act(message));
    view.onDidDispose(() => {
      this.view = undefined;
    });
    view.webview.html = timelinePage();
  }

  private async act(message: TimelineMessage): Promise<void> {
    if (message.type === 'ready') return this.update();
    this.hasGone = true;
    await vscode.commands.executeCommand('mso.goToPosition', message.position);
  }

  private async update(): Promise<void> {
    const { stop, place } = this.watch;
    if (stop === undefined) await setTimeout(lingerMs);
    const timeline = await this.timeline();
    if (stop !== this.watch.stop || this.view === undefined) return;
    this.view.description = timeline ? (pastOf(timeline) ?? 'now') : '';
    await this.view.webview.postMessage({ timeline: timeline && shownTimeline(timeline) });
    if (!this.hasGone || place === undefined) return;
    this.hasGone = false;
    // The editor takes the keyboard when the program stops; here it is to stay where it was.
    await vscode.commands.executeCommand('mso.timeline.focus');
  }

  private async timeline(): Promise<Timeline | undefined> {
    const { session, isStopped } = this.watch;
    if (session === undefined || !isStopped) return undefined;
    try {
      return await session.customRequest('mso/timeline');
    } catch {
      // The past is not kept, or the program has gone on.
      return undefined;
    }
  }
}
