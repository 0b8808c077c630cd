import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import type { ScopeItem } from './scope-view.js';

/** The commands of the rows of the views. */
export function registerRowCommands(watch: DebugWatch): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('mso.setValue', (item: ScopeItem) => setValue(item, watch)),
    registerCommand('mso.copyValue', async (item: ScopeItem) =>
      vscode.env.clipboard.writeText(await wholeValue(item, watch)),
    ),
    registerCommand('mso.toggleHexadecimal', (item: ScopeItem) => item.view.toggleFormat(item)),
    registerCommand('mso.pinRow', (item: ScopeItem) => item.view.togglePin(item)),
    registerCommand('mso.unpinRow', (item: ScopeItem) => item.view.togglePin(item)),
    registerCommand('mso.openBytes', (item: ScopeItem) => openBytes(item, watch)),
  );
}

/** What a row shows is cut off where it is long; the clipboard gets all of it. */
async function wholeValue({ row, view }: ScopeItem, { place }: DebugWatch): Promise<string> {
  const { evaluateName: expression } = row;
  const shown = view.valueOf(row);
  if (place === undefined || expression === undefined || shown !== row.value) return shown;
  const { session, frameId } = place;
  try {
    const request = { expression, frameId, context: 'clipboard' };
    return (await session.customRequest('evaluate', request)).result;
  } catch {
    // The session has gone on meanwhile.
    return shown;
  }
}

/** Asks for another value of a row and sets it; of a flag there is only one. */
async function setValue({ row }: ScopeItem, { place }: DebugWatch): Promise<void> {
  const { evaluateName: expression } = row;
  if (expression === undefined || place === undefined) return;
  const value = isFlag(row.value)
    ? String(row.value !== 'true')
    : await vscode.window.showInputBox({
        prompt: `The new value of ${expression}`,
        value: row.value,
      });
  if (value === undefined) return;
  const { session, frameId } = place;
  try {
    await session.customRequest('setExpression', { expression, value, frameId });
  } catch (problem) {
    await vscode.window.showErrorMessage(problem instanceof Error ? problem.message : `${problem}`);
  }
}

function isFlag(value: string): boolean {
  return value === 'true' || value === 'false';
}

const hexEditor = 'ms-vscode.hexeditor';

/** Opens the bytes of a cell in the editor's view of memory, which is an extension. */
async function openBytes({ row }: ScopeItem, { session }: DebugWatch): Promise<void> {
  if (session === undefined || row.memoryReference === undefined) return;
  if (vscode.extensions.getExtension(hexEditor) === undefined) {
    const search = 'Show It';
    const chosen = await vscode.window.showInformationMessage(
      'Bytes are shown by the extension Hex Editor, which is not installed.',
      search,
    );
    if (chosen !== search) return;
    await vscode.commands.executeCommand('workbench.extensions.search', `@id:${hexEditor}`);
    return;
  }
  const uri = vscode.Uri.from({
    scheme: 'vscode-debug-memory',
    authority: session.id,
    path: `/${encodeURIComponent(row.memoryReference)}/${encodeURIComponent(row.name)}.bin`,
  });
  await vscode.commands.executeCommand('vscode.openWith', uri, 'hexEditor.hexedit');
}
