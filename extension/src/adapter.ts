import { join } from 'node:path';
import * as vscode from 'vscode';
import { nodeEnvironment } from './tools/mso.js';

/** How to start the adapter that the extension brings: on the editor's own Node, over stdio. */
export function describeAdapter(extensionPath: string): vscode.DebugAdapterExecutable {
  const entry = join(extensionPath, 'dist', 'adapter.cjs');
  return new vscode.DebugAdapterExecutable(process.execPath, [entry], {
    env: nodeEnvironment,
  });
}
