import { basename } from 'node:path';
import * as vscode from 'vscode';
import { loadDrawing } from './graph/drawing.js';

/** Files that are looked at for workflows; a workspace with more has them in its launch.json. */
const filesMax = 200;

/** Offers a configuration for each workflow of the workspace. */
export class WorkflowConfigurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly extensionPath: string) {}

  async provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
  ): Promise<vscode.DebugConfiguration[]> {
    // Asked once for each folder and once for none: what is in a folder is listed under that.
    if (folder === undefined && vscode.workspace.workspaceFolders !== undefined) return [];
    const pattern = folder ? new vscode.RelativePattern(folder, '**/*.mso') : '**/*.mso';
    const files = await vscode.workspace.findFiles(pattern, '**/node_modules/**', filesMax);
    const { workflowNames } = loadDrawing(this.extensionPath);
    const found = await Promise.all(
      files.map(async (uri) => {
        const text = await textOf(uri);
        return workflowNames(uri.fsPath, text).map((name) => workflow(uri.fsPath, name));
      }),
    );
    return found.flat().sort((a, b) => a.name.localeCompare(b.name));
  }
}

/** What is open counts; other files are not opened, as each would be checked and listed then. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const name = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === name);
  return open?.getText() ?? Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
}

/** Debugs or runs a workflow of a file: what the lens above it does. */
export async function startWorkflow(uri: string, name: string, noDebug: boolean): Promise<void> {
  const file = vscode.Uri.parse(uri);
  if (file.scheme !== 'file') {
    await vscode.window.showErrorMessage('Save the program first, then start it again.');
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(file);
  await vscode.debug.startDebugging(folder, workflow(file.fsPath, name), { noDebug });
}

function workflow(program: string, name: string): vscode.DebugConfiguration {
  return {
    type: 'mso',
    request: 'launch',
    name: `${name} (${basename(program)})`,
    program,
    workflow: name,
  };
}
