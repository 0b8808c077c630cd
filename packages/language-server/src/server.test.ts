import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  HoverRequest,
  LSPErrorCodes,
  type ResponseError,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { Editor } from './testing/editor.js';

describe('the server', () => {
  it('answers a request that goes wrong with an error, and serves the next one', async () => {
    const editor = await Editor.open('agent "a" { mo<|>del = "m" }');
    const wrong = editor.client.sendRequest(HoverRequest.method, { textDocument: null });
    await assert.rejects(wrong, (problem: ResponseError<void>) => {
      assert.match(problem.message, /^textDocument\/hover: /);
      return true;
    });
    assert.ok(await editor.request(HoverRequest.type, editor.cursor));
    assert.equal(editor.log.length, 1);
    editor.close();
  });

  it('survives notifications about documents that are not open', async () => {
    const editor = await Editor.open('agent "a" { mo<|>del = "m" }');
    await editor.change('x', 'other.mso');
    await editor.client.sendNotification('textDocument/didClose', {
      textDocument: { uri: editor.uri('third.mso') },
    });
    assert.ok(await editor.request(HoverRequest.type, editor.cursor));
    editor.close();
  });

  it('has nothing to say of documents that are not open', async () => {
    const editor = await Editor.open('');
    const textDocument = { uri: editor.uri('other.mso') };
    const position = { line: 0, character: 0 };
    assert.equal(await editor.request(HoverRequest.type, { textDocument, position }), null);
    editor.close();
  });

  it('does not execute a request that was cancelled before its turn', async () => {
    const editor = await Editor.open('agent "a" { mo<|>del = "m" }');
    const cancellation = new CancellationTokenSource();
    const { client, cursor } = editor;
    const answer = client.sendRequest(HoverRequest.method, cursor, cancellation.token);
    cancellation.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    editor.close();
  });

  it('takes over files that somebody else changes', async () => {
    const files = {
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "writer" } }',
      'people.mso': 'agent "writer" {}',
    };
    const editor = await Editor.open(files, {
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    });
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.disk.set('/project/people.mso', 'agent "author" {}');
    await editor.client.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: editor.uri('people.mso'), type: FileChangeType.Changed }],
    });
    await editor.diagnostics('main.mso', ({ diagnostics }) => diagnostics.length > 0);
    assert.deepEqual(editor.registered, [DidChangeWatchedFilesNotification.method]);
    editor.close();
  });

  it('takes over folders that are made, and those that are removed', async () => {
    const editor = await Editor.open('');
    const names = async (): Promise<string[] | undefined> => {
      const found = await editor.request(WorkspaceSymbolRequest.type, { query: '' });
      return found?.map(({ name }) => name);
    };
    const changed = (type: FileChangeType) =>
      editor.client.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: editor.uri('deep'), type }],
      });
    assert.deepEqual(await names(), []);
    editor.disk.set('/project/deep/er/people.mso', 'agent "writer" {}');
    await changed(FileChangeType.Created);
    assert.deepEqual(await names(), ['writer']);
    editor.disk.delete('/project/deep/er/people.mso');
    await changed(FileChangeType.Deleted);
    assert.deepEqual(await names(), []);
    editor.close();
  });

  it('goes on where the client refuses what it asks for', async () => {
    const editor = await Editor.open('agent "a" { x = }', {
      capabilities: { workspace: { configuration: true } },
      settings: new Error('no settings today'),
    });
    assert.equal((await editor.diagnostics()).diagnostics.length, 1);
    while (editor.log.length === 0) await new Promise((resume) => setTimeout(resume, 5));
    assert.match(editor.log.join(), /no settings today/);
    editor.close();
  });

  it('takes over folders that are added', async () => {
    const editor = await Editor.open(
      { 'part.mso': 'workflow "w" { step "s" { agent = "writer" } }' },
      { capabilities: { workspace: { workspaceFolders: true } } },
    );
    await editor.diagnostics('part.mso', ({ diagnostics }) => diagnostics.length > 0);
    editor.disk.set('/else/main.mso', 'agent "writer" {}\nload "../project/part"');
    await editor.client.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [{ uri: 'file:///else', name: 'else' }], removed: [] },
    });
    await editor.diagnostics('part.mso', ({ diagnostics }) => diagnostics.length === 0);
    editor.close();
  });
});
