import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type Mso, nodeEnvironment } from './mso.js';
import {
  readTaskDefinition,
  type TaskCommand,
  type TaskDefinition,
  taskArguments,
  taskCommands,
  taskDetails,
} from './task-definition.js';

type Scope = vscode.WorkspaceFolder | vscode.TaskScope.Workspace;

/** Tasks of the type `mso`: compile, check and run, with the command line that is brought. */
export class MsoTasks implements vscode.TaskProvider {
  constructor(private readonly mso: Mso) {}

  provideTasks(): vscode.Task[] {
    return taskCommands.map((command) => {
      const task = this.make({ type: 'mso', command, file: '${file}' });
      task.detail = taskDetails[command];
      return task;
    });
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const definition = readTaskDefinition(task.definition);
    // The editor wants the very definition back that it has read.
    return definition && this.make(definition, { ...task, raw: task.definition });
  }

  /** Does to a program what the command of that name says. */
  async execute(command: TaskCommand, program: vscode.Uri): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(program);
    const args = command === 'compile' ? { args: ['--verbose'] } : {};
    const definition = { type: 'mso', command, file: program.fsPath, ...args };
    const cwd = folder?.uri.fsPath ?? dirname(program.fsPath);
    await vscode.tasks.executeTask(this.make(definition, { scope: folder, cwd }));
  }

  private make(
    definition: TaskDefinition,
    {
      scope,
      cwd,
      raw,
    }: {
      readonly scope?: vscode.Task['scope'];
      readonly cwd?: string;
      readonly raw?: vscode.TaskDefinition;
    } = {},
  ): vscode.Task {
    const { command, file } = definition;
    const execution = new vscode.ProcessExecution(
      process.execPath,
      [this.mso.entry, ...taskArguments(definition)],
      { env: nodeEnvironment, ...(cwd !== undefined && { cwd }) },
    );
    const task = new vscode.Task(
      raw ?? definition,
      isScope(scope) ? scope : vscode.TaskScope.Workspace,
      `${command} ${file}`,
      'mso',
      execution,
      '$mso',
    );
    if (command === 'compile') task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { clear: true, showReuseMessage: false };
    return task;
  }
}

function isScope(scope: vscode.Task['scope']): scope is Scope {
  return scope !== undefined && scope !== vscode.TaskScope.Global;
}
