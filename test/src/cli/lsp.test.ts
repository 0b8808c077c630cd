import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CompletionItem,
  CompletionRequest,
  HoverRequest,
  RenameRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { LspClient } from '../support/lsp-client.js';
import { newsProgram, Workplace } from './mso-process.js';

describe('mso lsp', () => {
  const place = new Workplace();
  const program = join(place.path, 'news.mso');
  const uri = pathToFileURL(program).toString();
  before(() => {
    place.write('news.mso', newsProgram);
    place.write('people.mso', 'agent "helper" {\n  role = "Helps"\n}\n');
  });
  after(() => place.remove());

  it('serves an editor from the first message to the last', async () => {
    const client = new LspClient();
    const { connection } = client;
    const { capabilities, serverInfo } = await client.initialize(place.path);
    assert.equal(serverInfo?.name, 'mso');
    assert.deepEqual(capabilities.textDocumentSync, {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
    });

    // The text in the editor is another one than the file's.
    const saved = readFileSync(program, 'utf8');
    const text = `load "people"\n${saved.replace('"writer"\n', '"wrter"\n')}`;
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['UndefinedAgent'],
    );

    const wrong = diagnostics[0]?.range ?? assert.fail();
    const textDocument = { uri };
    const position = { line: wrong.start.line, character: wrong.start.character + 1 };
    const items = await connection.sendRequest(CompletionRequest.type, { textDocument, position });
    const labels = (items as CompletionItem[]).map(({ label }) => label);
    assert.deepEqual(labels.toSorted(), ['helper', 'writer']);

    await client.change(uri, 2, wrong, '"helper"');
    assert.deepEqual(
      (await client.diagnostics(uri, 2)).diagnostics.map(({ code }) => code),
      ['W0310'],
    );
    const hover = await connection.sendRequest(HoverRequest.type, { textDocument, position });
    assert.match(JSON.stringify(hover?.contents), /role = \\"Helps\\"/);

    const params = { textDocument, position, newName: 'editor' };
    const edit = await connection.sendRequest(RenameRequest.type, params);
    const changed = Object.keys(edit?.changes ?? {}).map((each) => each.split('/').at(-1));
    assert.deepEqual(changed.toSorted(), ['news.mso', 'people.mso']);
    assert.equal(await client.shutdown(), 0);
  });

  it('ends when its editor is gone', async () => {
    const { code } = await place.mso(['lsp'], '');
    assert.equal(code, 1);
  });

  it('survives what is no message', async () => {
    const { code, stderr } = await place.mso(['lsp', '--stdio'], 'Content-Length: 3\r\n\r\n{x}');
    assert.equal(code, 1);
    assert.equal(stderr, '');
  });
});
