import { join } from 'node:path';
import * as vscode from 'vscode';

/** How to start the adapter that the extension brings: on the editor's own Node, over stdio. */
export function describeAdapter(extensionPath: string): vscode.DebugAdapterExecutable {
  const entry = join(extensionPath, 'dist', 'adapter', 'main.mjs');
  // The desktop editor's executable is Electron, which is Node only when it is told so.
  return new vscode.DebugAdapterExecutable(process.execPath, [entry], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
}
