import * as vscode from 'vscode';
import { hexadecimal, isWholeNumber } from './format.js';
import type { KeptNames } from './kept-names.js';
import type { Pins } from './pins.js';
import { pageOf } from './rows.js';
import type { ScopeRows, ShownPage, ShownRow } from './scope-rows.js';

/** A row of a view. */
export interface ScopeItem {
  readonly row: ShownRow;
  readonly view: ScopeView;
}

type ReadPage = (start?: number) => Promise<ShownPage>;

/** Stands behind the rows that were read, and holds the next ones. */
interface MoreItem {
  readonly next: number;
  readonly read: ReadPage;
}

export type Item = ScopeItem | MoreItem;

interface ScopeViewOptions {
  readonly showsTypes: boolean;
  /** The rows that stay on top. */
  readonly pins: Pins;
  /** The names of the rows that are shown in hexadecimal. */
  readonly inHexadecimal: KeptNames;
}

/** A scope of the frame that one looks at, as a view of its own that marks what has changed. */
export class ScopeView implements vscode.TreeDataProvider<Item> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly rows: ScopeRows,
    private readonly session: () => vscode.DebugSession | undefined,
    private readonly options: ScopeViewOptions,
  ) {
    rows.onChange(() => this.changed.fire());
  }

  async getChildren(item?: Item): Promise<Item[]> {
    try {
      if (item === undefined) return await this.outermost();
      return 'row' in item ? await this.childrenOf(item.row) : await this.nextOf(item);
    } catch {
      // The session has gone on meanwhile.
      return [];
    }
  }

  /** Rows can be revealed, which are the outermost ones. */
  getParent(): undefined {
    return undefined;
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    if (!('row' in item)) return new vscode.TreeItem('More', Collapsed);
    const { row } = item;
    const shown = new vscode.TreeItem(row.name, row.variablesReference > 0 ? Collapsed : None);
    const value = this.valueOf(row);
    const type = this.options.showsTypes && row.type !== undefined ? ` \u00b7 ${row.type}` : '';
    const frame = row.frame === undefined ? '' : ` \u2190 ${row.frame}`;
    shown.description = value + type + frame;
    shown.tooltip = tooltip(row, value);
    const isPinned = this.options.pins.has(row.name);
    shown.contextValue = contextValue(row, isPinned);
    const before = row.before === undefined ? '' : `, changed, was ${row.before}`;
    const begins = frame && `, ${row.frame} begins here`;
    const label = `${row.name} ${value}${before}${begins}${isPinned ? ', pinned' : ''}`;
    shown.accessibilityInformation = { label };
    shown.iconPath = iconOf(row, isPinned);
    if (row.evaluateName !== undefined && row.variablesReference === 0) {
      shown.command = { command: 'mso.setValue', title: 'Set Value', arguments: [item] };
    }
    return shown;
  }

  /** Shows a number in the other way. */
  toggleFormat({ row }: ScopeItem): void {
    this.options.inHexadecimal.toggle(row.name);
    this.changed.fire();
  }

  /** Keeps a row on top, or no longer. */
  togglePin({ row }: ScopeItem): void {
    this.options.pins.toggle(row.name);
    this.changed.fire();
  }

  /** The value as it is shown. */
  valueOf({ name, value }: ShownRow): string {
    return this.options.inHexadecimal.has(name) ? hexadecimal(value) : value;
  }

  private async outermost(): Promise<Item[]> {
    const page = await this.rows.first();
    const rows = this.options.pins.arrange(page.rows);
    return this.itemsOf({ ...page, rows }, (start) => this.rows.page(start));
  }

  private async childrenOf(row: ShownRow): Promise<Item[]> {
    const session = this.session();
    if (session === undefined) return [];
    const read: ReadPage = (start) => pageOf(session, row, start);
    return this.itemsOf(await read(), read);
  }

  private async nextOf({ next, read }: MoreItem): Promise<Item[]> {
    return this.itemsOf(await read(next), read);
  }

  private itemsOf({ rows, next }: ShownPage, read: ReadPage): Item[] {
    const items = rows.map((row): Item => ({ row, view: this }));
    return next === undefined ? items : [...items, { next, read }];
  }
}

function tooltip({ type, before }: ShownRow, value: string): string {
  const what = type === undefined ? value : `${value} (${type})`;
  return before === undefined ? what : `${what}\nwas ${before} at the stop before`;
}

/** Of what kind a row is, for the commands in its menu. */
function contextValue({ value, memoryReference }: ShownRow, isPinned: boolean): string {
  const kinds = [isWholeNumber(value) && 'number', memoryReference !== undefined && 'memory'];
  const place = isPinned ? 'pinned' : 'loose';
  return ['row', place, ...kinds.filter((kind) => kind !== false)].join(' ');
}

/** Flags are lamps; what has changed is filled. */
function iconOf({ value, before }: ShownRow, isPinned: boolean): vscode.ThemeIcon {
  const color =
    before === undefined ? undefined : new vscode.ThemeColor('debugTokenExpression.name');
  if (value === 'true') return new vscode.ThemeIcon('lightbulb', color);
  if (value === 'false') return new vscode.ThemeIcon('circle-outline', color);
  const plain = isPinned ? 'pinned' : 'symbol-variable';
  return new vscode.ThemeIcon(color ? 'circle-filled' : plain, color);
}
