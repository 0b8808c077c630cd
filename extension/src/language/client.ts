import { join } from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';

/**
 * The connection to the language server, which is started with the first program that is opened.
 * It ends with the extension.
 */
export async function startLanguageClient(context: vscode.ExtensionContext): Promise<void> {
  const module = join(context.extensionPath, 'dist', 'language-server.cjs');
  const run = { module, transport: TransportKind.stdio };
  const server: ServerOptions = { run, debug: run };
  const client = new LanguageClient('mso', 'MSO Language Server', server, {
    documentSelector: [
      { language: 'mso', scheme: 'file' },
      { language: 'mso', scheme: 'untitled' },
    ],
    // Which files it wants to be told of, the server says itself.
    synchronize: { configurationSection: 'mso' },
  });
  context.subscriptions.push(client);
  await client.start();
}
