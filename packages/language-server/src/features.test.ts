import assert from 'node:assert/strict';
import { capabilities, features } from './features.js';
import { Editor } from './testing/editor.js';

/** What the server says of itself that is no request. */
const notRequests = ['positionEncoding', 'textDocumentSync', 'workspace'];

describe('what the server announces', () => {
  it('is what its features say, and nothing else', async () => {
    const editor = await Editor.open('');
    const announced = editor.initialized.capabilities;
    editor.close();
    assert.deepEqual(
      Object.keys(announced).sort(),
      [...notRequests, ...Object.keys(capabilities())].sort(),
    );
  });

  it('is served: every request has an answer', async () => {
    const editor = await Editor.open('<|>agent "a" {}\n');
    const { textDocument, position } = editor.cursor;
    const range = { start: position, end: position };
    const params = {
      ...{ textDocument, position, range, query: 'a', newName: 'b', ch: '}' },
      ...{ positions: [position], options: { tabSize: 2, insertSpaces: true } },
      context: {
        ...{ includeDeclaration: true, diagnostics: [] },
        ...{ frameId: 0, stoppedLocation: range },
      },
      item: { name: 'a', kind: 5, data: { identity: '/project/main.mso', symbol: 0 } },
    };
    for (const { method } of features) {
      const answer = editor.client.sendRequest(method, params);
      if (method === 'textDocument/rename') await assert.rejects(answer, /there is no name here/);
      else await answer;
    }
    assert.deepEqual(editor.log, []);
    editor.close();
  });

  it('has the details that a client understands', async () => {
    const codeActionLiteralSupport = { codeActionKind: { valueSet: [] } };
    const textDocument = {
      rename: { prepareSupport: true },
      codeAction: { codeActionLiteralSupport },
    };
    const editor = await Editor.open('', { capabilities: { textDocument } });
    const { renameProvider, codeActionProvider } = editor.initialized.capabilities;
    editor.close();
    assert.deepEqual(renameProvider, { prepareProvider: true });
    assert.deepEqual(codeActionProvider, { codeActionKinds: ['quickfix'] });
    assert.equal(capabilities().renameProvider, true);
    assert.equal(capabilities().codeActionProvider, true);
  });

  it('has no request twice', () => {
    const methods = features.map(({ method }) => method);
    assert.equal(new Set(methods).size, methods.length);
  });
});
