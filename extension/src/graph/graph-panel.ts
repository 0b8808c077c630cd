import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import { escapeHtml } from '../html.js';
import { loadDrawing } from './drawing.js';
import { type Choice, graphPage } from './page.js';
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
  /** The path of the file that each workflow that is drawn is in. */
  private files: ReadonlyMap<string, string> = new Map();

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
      // Of the files that this one loads, what is saved is drawn.
      vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === 'mso') this.drawSoon();
      }),
      vscode.debug.onDidChangeBreakpoints(() => this.drawSoon()),
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
    const isDrawn = 'svg' in drawing;
    this.files = isDrawn ? drawing.files : new Map();
    const content = isDrawn ? drawing.svg : `<p>${escapeHtml(drawing.problem)}</p>`;
    const lines = [...this.files.keys()].map((name) => [name, breakpointLines(this.uriOf(name))]);
    const shown = { content, breakpoints: Object.fromEntries(lines) };
    if (this.hasPage) await this.panel.webview.postMessage(shown);
    else this.panel.webview.html = graphPage(shown);
    this.hasPage = true;
  }

  /** How the workflows fare, where this file, or a program that loads it, is being debugged. */
  private async statesOfRun() {
    const { session, isStopped } = this.watch;
    if (session === undefined) return undefined;
    try {
      if (!(await isSourceOf(session, this.uri.fsPath))) return undefined;
      const states: WorkflowStates = await session.customRequest('mso/steps', { subscribe: true });
      return stateOf(states, isStopped);
    } catch {
      // The session has ended meanwhile, or has not loaded its program yet.
      return undefined;
    }
  }

  /** The file that a workflow is in: another one where this one loads it. */
  private uriOf(workflow: string): vscode.Uri {
    const path = this.files.get(workflow);
    return path === undefined || path === this.uri.fsPath ? this.uri : vscode.Uri.file(path);
  }

  private async choose({ type, workflow, line }: Choice): Promise<void> {
    const uri = this.uriOf(workflow);
    const position = new vscode.Position(line - 1, 0);
    if (type === 'breakpoint') {
      toggleBreakpoint(new vscode.Location(uri, position));
      return;
    }
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(position, position),
    });
  }
}

async function isSourceOf(session: vscode.DebugSession, path: string): Promise<boolean> {
  if (session.configuration.program === path) return true;
  const { sources } = await session.customRequest('loadedSources');
  return (sources as readonly { readonly path?: string }[]).some((each) => each.path === path);
}

function toggleBreakpoint({ uri, range }: vscode.Location): void {
  const { line } = range.start;
  const known = breakpointsOf(uri).filter(({ location }) => location.range.start.line === line);
  if (known.length > 0) vscode.debug.removeBreakpoints(known);
  else vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, range))]);
}

/** The lines that have a breakpoint, as people count them. */
function breakpointLines(uri: vscode.Uri): number[] {
  return breakpointsOf(uri).map(({ location }) => location.range.start.line + 1);
}

function breakpointsOf(uri: vscode.Uri): vscode.SourceBreakpoint[] {
  const name = uri.toString();
  return vscode.debug.breakpoints.filter(
    (each): each is vscode.SourceBreakpoint =>
      each instanceof vscode.SourceBreakpoint && each.location.uri.toString() === name,
  );
}
