import * as vscode from 'vscode';
import { loadDrawing } from '../graph/drawing.js';

/** The protocol between the editor and the debugger, in an output channel of its own. */
export class TraceChannel implements vscode.DebugAdapterTrackerFactory {
  private channel: vscode.OutputChannel | undefined;

  constructor(private readonly extensionPath: string) {}

  /** Only sessions that begin while the setting is on are traced. */
  createDebugAdapterTracker({ name }: vscode.DebugSession): vscode.DebugAdapterTracker | undefined {
    if (vscode.workspace.getConfiguration('mso').get('traceProtocol') !== true) return undefined;
    this.channel ??= vscode.window.createOutputChannel('MSO Debug Protocol', 'log');
    const { channel } = this;
    const { traceLine } = loadDrawing(this.extensionPath);
    channel.appendLine(`--- ${name}`);
    return {
      onWillReceiveMessage: (message) => channel.appendLine(traceLine('in', message)),
      onDidSendMessage: (message) => channel.appendLine(traceLine('out', message)),
    };
  }

  dispose(): void {
    this.channel?.dispose();
  }
}
