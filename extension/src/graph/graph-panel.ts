import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { loadDrawing } from './drawing.js';
import { pageOf } from './page.js';
import { stateOf, type WorkflowStates } from './states.js';

/** So often at most is a running workflow drawn anew. */
const redrawMs = 150;

/** The workflow graphs beside the editor: a preview of a program, and live while it is debugged. */
export class GraphPanels {
  private readonly panels = new Map<string, GraphPanel>();

  constructor(
    private readonly extensionPath: string,
    private readonly watch: DebugWatch,
  ) {}

  /** Shows the graph of a program, by default that of the active editor. */
  async show(resource?: vscode.Uri): Promise<void> {
    const uri = resource ?? vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      await vscode.window.showErrorMessage('Open a .mso file to see its workflow graph.');
      return;
    }
    const key = uri.toString();
    const known = this.panels.get(key);
    if (known) return known.reveal();
    const panel = new GraphPanel(uri, this.extensionPath, this.watch);
    this.panels.set(key, panel);
    panel.onClosed(() => this.panels.delete(key));
  }

  /** Writes the graph of a program into a file that a person chooses. */
  async export(resource?: vscode.Uri): Promise<void> {
    const uri = resource ?? vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const drawing = loadDrawing(this.extensionPath).drawProgram(uri.fsPath, document.getText());
    if ('problem' in drawing) {
      await vscode.window.showErrorMessage(drawing.problem);
      return;
    }
    const defaultUri = vscode.Uri.file(uri.fsPath.replace(/\.mso$/, '.svg'));
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { SVG: ['svg'] } });
    if (target) await vscode.workspace.fs.writeFile(target, Buffer.from(drawing.svg));
  }
}

class GraphPanel {
  private readonly panel: vscode.WebviewPanel;
  private readonly subscriptions: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private hasPage = false;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly extensionPath: string,
    private readonly watch: DebugWatch,
  ) {
    this.panel = vscode.window.createWebviewPanel(
      'mso.graph',
      `Graph of ${basename(uri.fsPath)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [] },
    );
    const images = vscode.Uri.file(join(extensionPath, 'images'));
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(images, 'mso-light.svg'),
      dark: vscode.Uri.joinPath(images, 'mso-dark.svg'),
    };
    this.subscriptions.push(
      this.panel.webview.onDidReceiveMessage((message) => this.choose(message)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.drawSoon();
      }),
      watch.onChange(() => this.drawSoon()),
    );
    this.panel.onDidDispose(() => this.close());
    void this.draw();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  onClosed(closed: () => void): void {
    this.panel.onDidDispose(closed);
  }

  private close(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private drawSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.draw();
    }, redrawMs);
  }

  private async draw(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    const states = await this.statesOfRun();
    const { drawProgram } = loadDrawing(this.extensionPath);
    const drawing = drawProgram(this.uri.fsPath, document.getText(), states);
    const content = 'svg' in drawing ? drawing.svg : `<p>${escapeHtml(drawing.problem)}</p>`;
    if (this.hasPage) await this.panel.webview.postMessage({ content });
    else this.panel.webview.html = pageOf(content, randomBytes(16).toString('hex'));
    this.hasPage = true;
  }

  /** How the workflows of this program fare, where it is being debugged. */
  private async statesOfRun() {
    const { session, isStopped } = this.watch;
    if (session?.configuration.program !== this.uri.fsPath) return undefined;
    try {
      const states: WorkflowStates = await session.customRequest('mso/steps', { subscribe: true });
      return stateOf(states, isStopped);
    } catch {
      // The session has ended meanwhile, or has not loaded its program yet.
      return undefined;
    }
  }

  private async choose(message: { readonly type: string; readonly line: number }): Promise<void> {
    const position = new vscode.Position(message.line - 1, 0);
    if (message.type === 'breakpoint') {
      toggleBreakpoint(new vscode.Location(this.uri, position));
      return;
    }
    await vscode.window.showTextDocument(this.uri, {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(position, position),
    });
  }
}

function toggleBreakpoint(location: vscode.Location): void {
  const known = vscode.debug.breakpoints.filter(
    (each) =>
      each instanceof vscode.SourceBreakpoint &&
      each.location.uri.toString() === location.uri.toString() &&
      each.location.range.start.line === location.range.start.line,
  );
  if (known.length > 0) vscode.debug.removeBreakpoints(known);
  else vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
