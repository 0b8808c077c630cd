import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DiagnosticsPublisher } from './diagnostics-publisher.js';
import { defaultSettings, type Feature, type Settings } from './feature.js';
import { capabilities, features } from './features.js';
import { settingsFrom } from './settings.js';
import { Workspace } from './workspace/workspace.js';
import type { WorkspaceFiles } from './workspace/workspace-files.js';

/**
 * Serves a client on a connection until it says `exit`. Files are read through `files` alone, so
 * that a server may as well live where there is no disk. Nothing is thrown to the caller: what
 * goes wrong in a request is that request's error.
 */
export function startLanguageServer(connection: Connection, files: WorkspaceFiles): void {
  new LanguageServer(connection, files).start();
}

class LanguageServer {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly workspace: Workspace;
  private readonly diagnostics: DiagnosticsPublisher;
  private settings: Settings = defaultSettings;
  /** Those of a client that says nothing else later. */
  private initialSettings: Settings = defaultSettings;
  private client: InitializeParams['capabilities'] = {};
  private folders: readonly string[] = [];

  constructor(
    private readonly connection: Connection,
    files: WorkspaceFiles,
  ) {
    this.workspace = new Workspace(files);
    this.diagnostics = new DiagnosticsPublisher(connection, this.workspace);
  }

  start(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.guardEvent(() => this.initialized()));
    for (const feature of features) {
      connection.onRequest(feature.method, (params: unknown, token: CancellationToken) =>
        this.serve(feature, params, token),
      );
    }
    this.followDocuments();
    connection.onDidChangeWatchedFiles(({ changes }) =>
      this.guardEvent(async () => {
        for (const { uri } of changes) this.workspace.changedOnDisk(uri);
        await this.workspace.scanned();
        await this.refresh();
      }),
    );
    connection.onDidChangeConfiguration(({ settings }) =>
      this.guardEvent(() => this.configure(settings)),
    );
    documents.listen(connection);
    connection.listen();
  }

  private followDocuments(): void {
    const { documents, workspace, diagnostics } = this;
    documents.onDidChangeContent(({ document }) =>
      this.guardEvent(() => diagnostics.schedule(workspace.setDocument(document))),
    );
    documents.onDidClose(({ document }) =>
      this.guardEvent(() => {
        workspace.closeDocument(document.uri);
        diagnostics.clear(document.uri);
        diagnostics.scheduleAll();
      }),
    );
  }

  private initialize(params: InitializeParams): InitializeResult {
    this.client = params.capabilities;
    this.initialSettings = settingsFrom(params.initializationOptions, defaultSettings);
    this.settings = this.initialSettings;
    const single = params.rootUri == null ? [] : [params.rootUri];
    this.folders = params.workspaceFolders?.map(({ uri }) => uri) ?? single;
    return {
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...capabilities(params.capabilities),
      },
      serverInfo: { name: 'mso' },
    };
  }

  /** What the client refuses is logged, and keeps nothing else from being done. */
  private async initialized(): Promise<void> {
    const { client, connection } = this;
    const scans = this.folders.map((folder) => this.addFolder(folder));
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        this.guardEvent(async () => {
          for (const { uri } of removed) this.workspace.removeFolder(uri);
          await Promise.all(added.map(({ uri }) => this.addFolder(uri)));
          await this.refresh();
        }),
      );
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const folders = { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete };
      const watchers = [{ globPattern: '**/*.mso' }, folders];
      const { type } = DidChangeWatchedFilesNotification;
      await this.attempt(() => connection.client.register(type, { watchers }));
    }
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      const { type } = DidChangeConfigurationNotification;
      await this.attempt(() => connection.client.register(type, { section: 'mso' }));
    }
    await this.attempt(() => this.configure(undefined));
    await Promise.all(scans);
    this.diagnostics.scheduleAll();
  }

  private addFolder(uri: string): Promise<void> {
    return this.attempt(() => this.workspace.addFolder(uri));
  }

  /** Other files changed than the one that the client asked about last. */
  private async refresh(): Promise<void> {
    this.diagnostics.scheduleAll();
    if (this.client.workspace?.codeLens?.refreshSupport) {
      await this.connection.sendRequest(CodeLensRefreshRequest.type);
    }
  }

  /** Asks the client, if it can be asked; otherwise what it sent by itself counts. */
  private async configure(sent: unknown): Promise<void> {
    if (this.client.workspace?.configuration) {
      const answer: unknown = await this.connection.workspace.getConfiguration('mso');
      this.settings = settingsFrom(answer, this.initialSettings);
      if (this.client.workspace.inlayHint?.refreshSupport) {
        await this.connection.languages.inlayHint.refresh();
      }
    } else if (sent !== undefined) {
      this.settings = settingsFrom(sent, this.initialSettings);
    }
  }

  /** A request that goes wrong has an error of its own, and the server serves the next one. */
  private async serve(
    { method, answer }: Feature,
    params: unknown,
    token: CancellationToken,
  ): Promise<unknown> {
    const { workspace, settings, client } = this;
    if (token.isCancellationRequested) return cancelled(method);
    try {
      const result = await answer(params, { workspace, settings, client, token });
      return token.isCancellationRequested ? cancelled(method) : result;
    } catch (problem) {
      if (problem instanceof ResponseError) return problem;
      this.log(problem);
      const message = problem instanceof Error ? problem.message : String(problem);
      return new ResponseError(ErrorCodes.InternalError, `${method}: ${message}`);
    }
  }

  private guardEvent(action: () => void | Promise<void>): void {
    void this.attempt(async () => action());
  }

  private async attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (problem) {
      this.log(problem);
    }
  }

  private log(problem: unknown): void {
    const isError = problem instanceof Error;
    this.connection.console.error(isError ? (problem.stack ?? problem.message) : String(problem));
  }
}

function cancelled(method: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, `${method} was cancelled`);
}
