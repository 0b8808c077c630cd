import * as vscode from 'vscode';
import { BinaryEditor } from './binary-editor.js';
import { type DocumentKind, disassemblyKind, infoKind } from './document-names.js';
import { ToolDocuments } from './documents.js';
import { Mso } from './mso.js';
import { documentOf, wantedProgram } from './programs.js';
import type { TaskCommand } from './task-definition.js';
import { MsoTasks } from './tasks.js';

/** What the command line does, as commands, tasks and documents of the editor. */
export function registerTools(extensionPath: string): vscode.Disposable {
  const mso = new Mso(extensionPath);
  const tasks = new MsoTasks(mso);
  const onProgram = (command: string, act: (program: vscode.Uri) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (resource?: vscode.Uri) => {
      const program = wantedProgram(resource);
      if (program?.scheme === 'file') await act(program);
      else await vscode.window.showErrorMessage('Open a program that is saved, then try again.');
    });
  const task = (command: string, name: TaskCommand) =>
    onProgram(command, (program) => tasks.execute(name, program));
  const document = (command: string, kind: DocumentKind) =>
    onProgram(command, (program) => show(documentOf(kind, program)));
  return vscode.Disposable.from(
    new ToolDocuments(mso).register(),
    vscode.window.registerCustomEditorProvider('mso.binary', new BinaryEditor()),
    vscode.tasks.registerTaskProvider('mso', tasks),
    task('mso.compile', 'compile'),
    task('mso.check', 'check'),
    onProgram('mso.format', format),
    document('mso.disassemble', disassemblyKind),
    document('mso.moduleInfo', infoKind),
  );
}

/** What the editor would do, with what it knows that is not saved yet. */
async function format(program: vscode.Uri): Promise<void> {
  await show(program);
  await vscode.commands.executeCommand('editor.action.formatDocument');
}

async function show(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.window.showTextDocument(uri, { preview: false });
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : `${problem}`;
    await vscode.window.showErrorMessage(reason);
  }
}
