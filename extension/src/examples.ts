import { basename } from 'node:path';
import * as vscode from 'vscode';

/** Opens one of the programs that come with the extension, by default one that is chosen. */
export async function openExample(extensionUri: vscode.Uri, name?: string): Promise<void> {
  const folder = vscode.Uri.joinPath(extensionUri, 'examples');
  const chosen = name ?? (await chooseExample(folder));
  if (chosen === undefined) return;
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, chosen));
}

async function chooseExample(folder: vscode.Uri): Promise<string | undefined> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const programs = entries.map(([name]) => name).filter((name) => name.endsWith('.mso'));
  const picked = await vscode.window.showQuickPick(
    programs.map((label) => ({ label, description: basename(folder.fsPath) })),
    { placeHolder: 'A program to look at and to debug' },
  );
  return picked?.label;
}
