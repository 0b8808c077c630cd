import * as vscode from 'vscode';
import { describeAdapter } from './adapter.js';
import { debugFile, runFile } from './commands.js';
import { MsoConfigurationProvider } from './configuration.js';

/** The extension connects the editor with the bundled debug adapter and does nothing else. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider('mso', new MsoConfigurationProvider()),
    vscode.debug.registerDebugAdapterDescriptorFactory('mso', {
      createDebugAdapterDescriptor: () => describeAdapter(context.extensionPath),
    }),
    vscode.commands.registerCommand('mso.debugFile', debugFile),
    vscode.commands.registerCommand('mso.runFile', runFile),
  );
}
