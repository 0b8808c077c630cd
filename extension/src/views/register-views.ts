import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { type ScopeItem, ScopeView, setRow } from './scope-view.js';
import { TimelineView } from './timeline-view.js';

/** The views of Run and Debug, and the commands of their rows. */
export function registerViews(watch: DebugWatch): vscode.Disposable {
  const registers = new ScopeView(watch, { scope: 'Registers' });
  const stack = new ScopeView(watch, { scope: 'Stack', order: (rows) => rows.toReversed() });
  const memory = new ScopeView(watch, { scope: 'Memory' });
  const timeline = new TimelineView(watch);
  const timelineView = vscode.window.createTreeView('mso.timeline', { treeDataProvider: timeline });
  timeline.attach(timelineView);
  return vscode.Disposable.from(
    vscode.window.createTreeView('mso.registers', { treeDataProvider: registers }),
    vscode.window.createTreeView('mso.stack', { treeDataProvider: stack }),
    vscode.window.createTreeView('mso.memory', { treeDataProvider: memory }),
    timelineView,
    vscode.commands.registerCommand('mso.setValue', (item: ScopeItem) =>
      setRow(item, watch.frameId),
    ),
    vscode.commands.registerCommand('mso.copyValue', ({ row }: ScopeItem) =>
      vscode.env.clipboard.writeText(row.value),
    ),
  );
}
