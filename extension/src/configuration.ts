import * as vscode from 'vscode';
import { completeConfiguration, resolvePaths } from './resolve.js';
import { programOf } from './tools/programs.js';

/** Fills in what a configuration leaves out, so that F5 works without a `launch.json`. */
export class MsoConfigurationProvider implements vscode.DebugConfigurationProvider {
  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    const program = programOf(document?.uri);
    const result = completeConfiguration(configuration, {
      languageId: document?.languageId,
      path: program?.scheme === 'file' ? program.fsPath : undefined,
    });
    if ('problem' in result) {
      await vscode.window.showErrorMessage(result.problem, { modal: true });
      return undefined;
    }
    return result.configuration;
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    return resolvePaths(configuration, folder?.uri.fsPath);
  }
}
