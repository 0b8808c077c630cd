import * as vscode from 'vscode';
import { hexadecimal, isWholeNumber } from './format.js';
import { childRows } from './rows.js';
import type { ScopeRows, ShownRow } from './scope-rows.js';

/** A row of a view. */
export interface ScopeItem {
  readonly row: ShownRow;
  readonly view: ScopeView;
}

/** A scope of the frame that one looks at, as a view of its own that marks what has changed. */
export class ScopeView implements vscode.TreeDataProvider<ScopeItem> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  /** The names of the rows that are shown in hexadecimal. */
  private readonly inHexadecimal = new Set<string>();

  constructor(
    private readonly rows: ScopeRows,
    private readonly session: () => vscode.DebugSession | undefined,
    private readonly options: { readonly showsTypes: boolean },
  ) {
    rows.onChange(() => this.changed.fire());
  }

  async getChildren(item?: ScopeItem): Promise<ScopeItem[]> {
    const rows = item ? await this.childrenOf(item.row) : await this.rows.rows();
    return rows.map((row) => ({ row, view: this }));
  }

  /** Rows can be revealed, which are the outermost ones. */
  getParent(): undefined {
    return undefined;
  }

  getTreeItem(item: ScopeItem): vscode.TreeItem {
    const { row } = item;
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const shown = new vscode.TreeItem(row.name, row.variablesReference > 0 ? Collapsed : None);
    const value = this.valueOf(row);
    const type = this.options.showsTypes && row.type !== undefined ? ` \u00b7 ${row.type}` : '';
    const frame = row.frame === undefined ? '' : ` \u2190 ${row.frame}`;
    shown.description = value + type + frame;
    shown.tooltip = tooltip(row, value);
    shown.contextValue = contextValue(row);
    const before = row.before === undefined ? '' : `, changed, was ${row.before}`;
    const label = `${row.name} ${value}${before}${frame && `, ${row.frame} begins here`}`;
    shown.accessibilityInformation = { label };
    shown.iconPath = iconOf(row);
    if (row.evaluateName !== undefined && row.variablesReference === 0) {
      shown.command = { command: 'mso.setValue', title: 'Set Value', arguments: [item] };
    }
    return shown;
  }

  /** Shows a number in the other way. */
  toggleFormat({ row }: ScopeItem): void {
    if (!this.inHexadecimal.delete(row.name)) this.inHexadecimal.add(row.name);
    this.changed.fire();
  }

  /** The value as it is shown. */
  valueOf({ name, value }: ShownRow): string {
    return this.inHexadecimal.has(name) ? hexadecimal(value) : value;
  }

  private async childrenOf({ variablesReference }: ShownRow): Promise<readonly ShownRow[]> {
    try {
      const session = this.session();
      return session ? await childRows(session, variablesReference) : [];
    } catch {
      // The session has gone on meanwhile.
      return [];
    }
  }
}

function tooltip({ type, before }: ShownRow, value: string): string {
  const what = type === undefined ? value : `${value} (${type})`;
  return before === undefined ? what : `${what}\nwas ${before} at the stop before`;
}

/** Of what kind a row is, for the commands in its menu. */
function contextValue({ value, memoryReference }: ShownRow): string {
  const kinds = [isWholeNumber(value) && 'number', memoryReference !== undefined && 'memory'];
  return ['row', ...kinds.filter((kind) => kind !== false)].join(' ');
}

/** Flags are lamps; what has changed is filled. */
function iconOf({ value, before }: ShownRow): vscode.ThemeIcon {
  const color =
    before === undefined ? undefined : new vscode.ThemeColor('debugTokenExpression.name');
  if (value === 'true') return new vscode.ThemeIcon('lightbulb', color);
  if (value === 'false') return new vscode.ThemeIcon('circle-outline', color);
  return new vscode.ThemeIcon(color ? 'circle-filled' : 'symbol-variable', color);
}
