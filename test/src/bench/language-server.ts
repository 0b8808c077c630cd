import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SourceFile } from '@mso/language';
import { startLanguageServer, type WorkspaceFiles } from '@mso/language-server';
import {
  CodeActionRequest,
  CompletionRequest,
  createConnection,
  createProtocolConnection,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  SemanticTokensRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { largeProgram } from '../support/large-program.js';
import { LspClient } from '../support/lsp-client.js';
import { median, medianMs, timed } from '../support/measure.js';
import type { Row } from './rows.js';

const runs = 15;
/** People have typed a while when they notice how fast it is. */
const warmUps = 20;

/** From a key in a real editor's document to what follows it, in a server that runs. */
export async function measureEditing(program: string, text: string): Promise<Row[]> {
  const client = new LspClient();
  await client.initialize('.');
  const uri = pathToFileURL(program).toString();
  const fromOpen = await timed(async () => {
    await client.open(uri, text);
    await client.diagnostics(uri);
  });
  const editing = new Editing(client, uri, text);
  const { connection } = client;
  const afterKey = (action: () => Promise<unknown>): Promise<number> =>
    medianMs(
      runs,
      async () => {
        const time = await timed(async () => {
          await editing.type();
          await action();
        });
        await client.diagnostics(uri, editing.version);
        return time;
      },
      warmUps,
    );
  const { place } = editing;
  const range = { start: place.position, end: place.position };
  const context = { diagnostics: [] };
  const rows = [
    { what: 'open, to its diagnostics', value: fromOpen },
    {
      what: 'key, to its diagnostics',
      value: await afterKey(() => client.diagnostics(uri, editing.version)),
      goal: 100,
    },
    {
      what: 'key, to completion',
      value: await afterKey(() => connection.sendRequest(CompletionRequest.type, place)),
      goal: 50,
    },
    {
      what: 'key, to hover',
      value: await afterKey(() => connection.sendRequest(HoverRequest.type, place)),
    },
    {
      what: 'key, to all semantic tokens',
      value: await afterKey(() => connection.sendRequest(SemanticTokensRequest.type, place)),
    },
    {
      what: 'key, to quick fixes',
      value: await afterKey(() =>
        connection.sendRequest(CodeActionRequest.type, { ...place, range, context }),
      ),
    },
  ];
  await client.shutdown();
  return rows;
}

/** Types a letter into the value of a property in the middle of the text, and takes it away. */
class Editing {
  version = 1;
  readonly place;
  private isTyped = false;

  constructor(
    private readonly client: LspClient,
    private readonly uri: string,
    text: string,
  ) {
    const lines = text.split('\n');
    const line = lines.findIndex((each, at) => at > lines.length / 2 && each.includes('agent = "'));
    const character = (lines[line]?.indexOf('"') ?? 0) + 1;
    this.place = { textDocument: { uri }, position: { line, character } };
  }

  async type(): Promise<void> {
    this.version++;
    const { position } = this.place;
    const end = { line: position.line, character: position.character + (this.isTyped ? 1 : 0) };
    const range = { start: position, end };
    await this.client.change(this.uri, this.version, range, this.isTyped ? '' : 'x');
    this.isTyped = !this.isTyped;
  }
}

const files = 1_000;
const linesOfFile = 200;

/** What the index keeps of files that are not open. */
export async function measureIndex(): Promise<Row[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    for (let turn = 0; turn < 3; turn++) collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  startLanguageServer(server, generatedFiles());
  const client = createProtocolConnection(
    new StreamMessageReader(down),
    new StreamMessageWriter(up),
  );
  client.listen();
  const uri = 'file:///project';
  await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'project' }],
    capabilities: {},
  });
  await client.sendNotification(InitializedNotification.type, {});
  const query = { query: 'agent-3' };
  const search = () => client.sendRequest(WorkspaceSymbolRequest.type, query);
  const scan = await timed(search);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(search));
  const kept = (used() - before) / 1_000_000;
  client.dispose();
  server.dispose();
  return [
    { what: `index ${files} files of ${linesOfFile} lines`, value: scan },
    { what: 'search their symbols', value: median(times) },
    { what: 'kept in memory for them', value: kept, unit: 'MB', goal: 16 },
  ];
}

/** Each text is made when it is read, so that only what the server keeps is measured. */
function generatedFiles(): WorkspaceFiles {
  const paths = Array.from({ length: files }, (_, index) => `/project/${index}.mso`);
  const known = new Set(paths);
  return {
    resolve: (_importer, name) => name,
    identify: (path) => (known.has(path) ? path : undefined),
    read: (path) => new SourceFile(path, largeProgram(linesOfFile)),
    list: async () =>
      paths.map((path) => ({ path, name: path.slice('/project/'.length), kind: 'file' })),
  };
}
