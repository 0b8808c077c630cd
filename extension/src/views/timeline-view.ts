import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';

interface Moment {
  readonly position: number;
  readonly kind: 'stop' | 'step' | 'call' | 'reply' | 'workflow' | 'now';
  readonly text: string;
}

interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly isTruncated: boolean;
  readonly moments: readonly Moment[];
}

const icons: Readonly<Record<Moment['kind'], string>> = {
  stop: 'debug-pause',
  step: 'symbol-event',
  call: 'comment',
  reply: 'comment-discussion',
  workflow: 'git-merge',
  now: 'debug-stackframe',
};

/** What has happened in a run, from the latest back; choosing a moment goes there. */
export class TimelineView implements vscode.TreeDataProvider<Moment> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private view: vscode.TreeView<Moment> | undefined;

  constructor(private readonly watch: DebugWatch) {
    watch.onChange(() => this.changed.fire());
  }

  /** Lets the view say above its rows where one is. */
  attach(view: vscode.TreeView<Moment>): void {
    this.view = view;
  }

  async getChildren(): Promise<Moment[]> {
    const timeline = await this.timeline();
    this.describe(timeline);
    if (timeline === undefined) return [];
    const { moments, position } = timeline;
    const now: Moment = { position, kind: 'now', text: 'here' };
    const later = moments.filter((moment) => moment.position > position);
    const earlier = moments.filter((moment) => moment.position <= position);
    return [...earlier, now, ...later].reverse();
  }

  getTreeItem(moment: Moment): vscode.TreeItem {
    const item = new vscode.TreeItem(moment.text);
    item.description = String(moment.position);
    item.iconPath =
      moment.kind === 'now'
        ? new vscode.ThemeIcon(icons.now, new vscode.ThemeColor('debugIcon.pauseForeground'))
        : new vscode.ThemeIcon(icons[moment.kind]);
    item.tooltip = `Before instruction ${moment.position}`;
    const text = moment.kind === 'now' ? 'the program is here' : moment.text;
    item.accessibilityInformation = { label: `${text}, before instruction ${moment.position}` };
    if (moment.kind !== 'now') {
      const { position } = moment;
      item.command = { command: 'mso.goToPosition', title: 'Go to Moment', arguments: [position] };
    }
    return item;
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

  private describe(timeline: Timeline | undefined): void {
    if (this.view === undefined) return;
    if (timeline === undefined) this.view.description = '';
    else {
      const { position, end } = timeline;
      this.view.description = position < end ? `replay \u2212${end - position}` : 'now';
    }
  }
}
