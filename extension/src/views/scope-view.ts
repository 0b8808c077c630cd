import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { childRows, type Row, rowsOfScope } from './rows.js';

/** A row of a view, which knows whether its value is another one than at the stop before. */
export interface ScopeItem {
  readonly row: Row;
  readonly session: vscode.DebugSession;
  readonly isChanged: boolean;
}

export interface ScopeViewOptions {
  readonly scope: string;
  /** The order in which rows are shown; by default that of the adapter. */
  readonly order?: (rows: readonly Row[]) => readonly Row[];
}

/** A scope of the frame that one looks at, as a view of its own that marks what has changed. */
export class ScopeView implements vscode.TreeDataProvider<ScopeItem> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  /** The values of this stop and of the one before, by the names of the rows. */
  private values = new Map<string, string>();
  private before = new Map<string, string>();

  constructor(
    private readonly watch: DebugWatch,
    private readonly options: ScopeViewOptions,
  ) {
    watch.onChange(() => this.changed.fire());
  }

  async getChildren(item?: ScopeItem): Promise<ScopeItem[]> {
    if (item) {
      const rows = await childRows(item.session, item.row.variablesReference);
      return rows.map((row) => ({ row, session: item.session, isChanged: false }));
    }
    const { session, frameId } = this.watch;
    if (session === undefined || frameId === undefined) return [];
    const rows = await rowsOfScope(session, frameId, this.options.scope);
    this.remember(rows);
    const ordered = this.options.order?.(rows) ?? rows;
    return ordered.map((row) => ({ row, session, isChanged: this.isChanged(row) }));
  }

  getTreeItem({ row, isChanged }: ScopeItem): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.name, row.variablesReference > 0 ? Collapsed : None);
    item.description = row.value;
    item.tooltip = row.type === undefined ? row.value : `${row.value} (${row.type})`;
    item.contextValue = row.memoryReference === undefined ? 'row' : 'row-with-memory';
    const what = isChanged ? `${row.value}, changed` : row.value;
    item.accessibilityInformation = { label: `${row.name} ${what}` };
    if (isChanged) {
      const color = new vscode.ThemeColor('debugTokenExpression.name');
      item.iconPath = new vscode.ThemeIcon('circle-filled', color);
    } else item.iconPath = new vscode.ThemeIcon(iconOf(row));
    return item;
  }

  private isChanged({ name, value }: Row): boolean {
    const before = this.before.get(name);
    return before !== undefined && before !== value;
  }

  /** A second look at the same stop is none that values could have changed since. */
  private remember(rows: readonly Row[]): void {
    const now = new Map(rows.map(({ name, value }) => [name, value]));
    const isSame = rows.length === this.values.size && rows.every((row) => this.isKnown(row));
    if (isSame) return;
    this.before = this.values;
    this.values = now;
  }

  private isKnown({ name, value }: Row): boolean {
    return this.values.get(name) === value;
  }
}

function iconOf({ name, value }: Row): string {
  if (name.startsWith('flags.')) return value === 'true' ? 'lightbulb' : 'circle-outline';
  return 'symbol-variable';
}

/** Asks for another value of a row, and sets it. */
export async function setRow({ row, session }: ScopeItem, frameId?: number): Promise<void> {
  if (row.evaluateName === undefined) return;
  const value = await vscode.window.showInputBox({
    prompt: `The new value of ${row.evaluateName}`,
    value: row.value,
  });
  if (value === undefined) return;
  try {
    const frame = frameId === undefined ? {} : { frameId };
    await session.customRequest('setExpression', { expression: row.evaluateName, value, ...frame });
  } catch (problem) {
    await vscode.window.showErrorMessage(problem instanceof Error ? problem.message : `${problem}`);
  }
}
