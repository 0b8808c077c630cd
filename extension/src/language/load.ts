import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type * as clientMain from './client.js';

/**
 * Starts the language server once a program is open. The client is a bundle of its own, which is
 * loaded behind the extension's activation: F5 need not wait for it.
 */
export function loadLanguageClient(context: vscode.ExtensionContext): void {
  const isProgram = ({ languageId }: vscode.TextDocument): boolean => languageId === 'mso';
  const start = (): void => {
    setImmediate(async () => {
      const path = join(context.extensionPath, 'dist', 'language-client.cjs');
      const { startLanguageClient } = createRequire(path)(path) as typeof clientMain;
      try {
        await startLanguageClient(context);
      } catch (problem) {
        const reason = problem instanceof Error ? problem.message : `${problem}`;
        await vscode.window.showErrorMessage(`The MSO language server did not start: ${reason}`);
      }
    });
  };
  if (vscode.workspace.textDocuments.some(isProgram)) {
    start();
    return;
  }
  const subscription = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!isProgram(document)) return;
    subscription.dispose();
    start();
  });
  context.subscriptions.push(subscription);
}
