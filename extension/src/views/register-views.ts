import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { KeptNames, type NameStore } from './kept-names.js';
import { MemoryWindow } from './memory-window.js';
import { Pins } from './pins.js';
import { registerRowCommands } from './row-commands.js';
import { stackRows } from './rows.js';
import { type ReadPage, ScopeRows } from './scope-rows.js';
import { type Item, ScopeView } from './scope-view.js';
import { TimelineView } from './timeline-view.js';

/** The views of Run and Debug, and the commands of their rows. */
export function registerViews(
  watch: DebugWatch,
  registers: ScopeRows,
  store: NameStore,
): vscode.Disposable {
  const session = () => watch.session;
  return vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider('mso.timeline', new TimelineView(watch)),
    vscode.window.createTreeView('mso.registers', {
      treeDataProvider: new ScopeView(registers, session, {
        showsTypes: false,
        pins: new Pins(new KeptNames('mso.pinnedRegisters', store)),
        inHexadecimal: new KeptNames('mso.hexadecimalRegisters', store),
      }),
    }),
    createView(watch, 'mso.stack', stackRows).tree,
    registerMemory(watch),
    registerRowCommands(watch),
  );
}

function registerMemory(watch: DebugWatch): vscode.Disposable {
  const pins = new Pins(new KeptNames('mso.memory'));
  const window = new MemoryWindow(pins);
  const { rows, items, tree } = createView(watch, 'mso.memory', window.read, pins);
  return vscode.Disposable.from(
    tree,
    vscode.commands.registerCommand('mso.goToAddress', () =>
      window.goTo(watch, rows, { items, tree }),
    ),
  );
}

/**
 * A view whose rows are read while it is open: they may be many. What is pinned or in
 * hexadecimal is not kept for the next time: the cells of another program are other things.
 */
function createView(
  watch: DebugWatch,
  id: string,
  read: ReadPage,
  pins = new Pins(new KeptNames(id)),
) {
  const rows = new ScopeRows(watch, read, () => false);
  const inHexadecimal = new KeptNames(id);
  const items = new ScopeView(rows, () => watch.session, { showsTypes: true, pins, inHexadecimal });
  const tree: vscode.TreeView<Item> = vscode.window.createTreeView(id, {
    treeDataProvider: items,
  });
  return { rows, items, tree };
}
