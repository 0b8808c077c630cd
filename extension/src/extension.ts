import * as vscode from 'vscode';
import { describeAdapter } from './adapter.js';
import { debugFile, runFile } from './commands.js';
import { MsoConfigurationProvider } from './configuration.js';
import { DebugWatch } from './debugging/debug-watch.js';
import { PastLine } from './debugging/past-line.js';
import { RegisterLine } from './debugging/register-line.js';
import { StatusItem } from './debugging/status-item.js';
import { TraceChannel } from './debugging/trace-channel.js';
import { registerTravelCommands } from './debugging/travel-commands.js';
import { openExample } from './examples.js';
import { GraphPanels } from './graph/graph-panel.js';
import { loadLanguageClient } from './language/load.js';
import { showReferences } from './language/references.js';
import { registerTools } from './tools/register-tools.js';
import { registerViews } from './views/register-views.js';
import { registerRows } from './views/rows.js';
import { ScopeRows } from './views/scope-rows.js';
import { startWorkflow, WorkflowConfigurations } from './workflows.js';

/** The extension connects the editor with the bundled debug adapter and language server. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionPath } = context;
  const watch = new DebugWatch();
  // A register that changes while its view is folded is marked all the same.
  const registers = new ScopeRows(watch, registerRows, () => true);
  const trace = new TraceChannel(extensionPath);
  const graphs = new GraphPanels(extensionPath, watch);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    watch,
    vscode.debug.registerDebugConfigurationProvider('mso', new MsoConfigurationProvider()),
    vscode.debug.registerDebugConfigurationProvider(
      'mso',
      new WorkflowConfigurations(extensionPath),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    vscode.debug.registerDebugAdapterDescriptorFactory('mso', {
      createDebugAdapterDescriptor: () => describeAdapter(extensionPath),
    }),
    registerCommand('mso.debugFile', debugFile),
    registerCommand('mso.runFile', runFile),
    registerCommand('mso.debugWorkflow', (uri, name) => startWorkflow(uri, name, false)),
    registerCommand('mso.runWorkflow', (uri, name) => startWorkflow(uri, name, true)),
    registerCommand('mso.showReferences', showReferences),
    registerCommand('mso.showGraph', (resource?: vscode.Uri) => graphs.show(resource)),
    registerCommand('mso.exportGraph', (resource?: vscode.Uri) => graphs.export(resource)),
    registerCommand('mso.openExample', (name?: string) => openExample(context.extensionUri, name)),
    registerTools(extensionPath),
    registerTravelCommands(),
    registerViews(watch, registers, context.workspaceState),
    new RegisterLine(watch, registers),
    new PastLine(watch),
    new StatusItem(watch),
    trace,
    vscode.debug.registerDebugAdapterTrackerFactory('mso', trace),
  );
  loadLanguageClient(context);
}
