import { basename } from 'node:path';
import * as vscode from 'vscode';
import { wantedProgram } from './tools/programs.js';

/** Debugs the file that a menu hands over, or that of the active editor. */
export async function debugFile(resource?: vscode.Uri): Promise<void> {
  await start(resource, false);
}

/** The same without stopping anywhere. */
export async function runFile(resource?: vscode.Uri): Promise<void> {
  await start(resource, true);
}

async function start(resource: vscode.Uri | undefined, noDebug: boolean): Promise<void> {
  const file = wantedProgram(resource);
  if (file?.scheme !== 'file') {
    await vscode.window.showErrorMessage('Open a program that is saved, then start it again.');
    return;
  }
  const configuration: vscode.DebugConfiguration = {
    type: 'mso',
    request: 'launch',
    name: `${noDebug ? 'Run' : 'Debug'} ${basename(file.fsPath)}`,
    program: file.fsPath,
  };
  const folder = vscode.workspace.getWorkspaceFolder(file);
  await vscode.debug.startDebugging(folder, configuration, { noDebug });
}
