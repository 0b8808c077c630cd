import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  type ProtocolRequestType,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { cancelUndispatched } from '../cancellation.js';
import { startLanguageServer } from '../server.js';
import { type Marked, readMarkers } from './markers.js';
import { memoryFiles } from './memory-files.js';

/** Where tests have their files. */
const folder = '/project';

interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers when it is asked for the section `mso`; an error is thrown. */
  readonly settings?: unknown;
  /** The names of the files that are open; by default the first one. */
  readonly open?: readonly string[];
}

/**
 * A client in a workspace in memory, connected with a real server. Texts have markers: the cursor
 * is where `<|>` stands.
 */
export class Editor {
  private readonly marked = new Map<string, Marked>();
  private readonly published = new Map<string, PublishDiagnosticsParams>();
  private readonly versions = new Map<string, number>();
  private waiting: (() => void)[] = [];
  /** What the server logged; a server that does well logs nothing. */
  readonly log: string[] = [];
  /** What the server registered while it ran. */
  readonly registered: string[] = [];
  initialized: InitializeResult = { capabilities: {} };

  private constructor(
    readonly client: ProtocolConnection,
    readonly disk: Map<string, string>,
  ) {}

  /** One file, or several by their names; the first one has the cursor. */
  static async open(
    files: string | Readonly<Record<string, string>>,
    { capabilities = {}, initializationOptions, settings, open }: EditorOptions = {},
  ): Promise<Editor> {
    const texts = typeof files === 'string' ? { 'main.mso': files } : files;
    const disk = new Map<string, string>();
    const editor = new Editor(connect(disk), disk);
    for (const [name, text] of Object.entries(texts)) {
      const marked = readMarkers(text);
      editor.marked.set(name, marked);
      disk.set(`${folder}/${name}`, marked.text);
    }
    editor.listen(settings);
    editor.initialized = await editor.client.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'project' }],
      capabilities,
      initializationOptions,
    });
    await editor.client.sendNotification(InitializedNotification.type, {});
    for (const name of open ?? Object.keys(texts).slice(0, 1)) await editor.openFile(name);
    return editor;
  }

  /** The document and the place of its first cursor. */
  get cursor(): { textDocument: { uri: string }; position: Position } {
    const [name, marked] = [...this.marked].find(([, { cursors }]) => cursors.length > 0) ?? [];
    const position = marked?.cursors[0] ?? { line: 0, character: 0 };
    return { textDocument: { uri: this.uri(name ?? 'main.mso') }, position };
  }

  get document(): { textDocument: { uri: string } } {
    return { textDocument: this.cursor.textDocument };
  }

  /** The stretches of a file that are marked. */
  ranges(name = 'main.mso'): readonly Range[] {
    return this.marked.get(name)?.ranges ?? [];
  }

  text(name = 'main.mso'): string {
    return this.marked.get(name)?.text ?? '';
  }

  uri(name: string): string {
    return URI.file(`${folder}/${name}`).toString();
  }

  /** The name of the file that a URI of an answer means. */
  name(uri: string): string {
    return uri.slice(this.uri('').length);
  }

  request<P, R, PR, E, RO>(type: ProtocolRequestType<P, R, PR, E, RO>, params: P): Promise<R> {
    return this.client.sendRequest<R>(type.method, params);
  }

  async openFile(name: string): Promise<void> {
    this.versions.set(name, 1);
    await this.client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), languageId: 'mso', version: 1, text: this.text(name) },
    });
  }

  /** Replaces a range of a document, or all of it. */
  async change(text: string, name = 'main.mso', range?: Range): Promise<void> {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    await this.client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
  }

  /** What was said last of a file, once it was about its newest version and `test` holds. */
  async diagnostics(
    name = 'main.mso',
    test: (published: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    const newest = this.versions.get(name) ?? 1;
    const isNew = ({ version = 0 }: PublishDiagnosticsParams): boolean => version >= newest;
    return this.said(name, (published) => isNew(published) && test(published));
  }

  async closeFile(name = 'main.mso'): Promise<void> {
    await this.client.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name) },
    });
  }

  /** What was said last of a file, once `test` holds; of a closed file, too. */
  async said(
    name: string,
    test: (published: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const published = this.published.get(this.uri(name));
      if (published !== undefined && test(published)) return published;
      await new Promise<void>((resume) => this.waiting.push(resume));
    }
  }

  close(): void {
    this.client.dispose();
  }

  private listen(settings: unknown): void {
    const { client } = this;
    client.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params);
      const waiting = this.waiting;
      this.waiting = [];
      for (const resume of waiting) resume();
    });
    client.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
    });
    client.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    client.onRequest(ConfigurationRequest.type, ({ items }) => {
      if (settings instanceof Error) throw settings;
      return items.map(() => settings);
    });
    client.listen();
  }
}

/** A server on the other end of a pair of streams. */
function connect(disk: Map<string, string>): ProtocolConnection {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down), {
    cancelUndispatched,
  });
  startLanguageServer(server, memoryFiles(disk));
  return createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
}
