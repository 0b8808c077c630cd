import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { memoryFiles } from '../testing/memory-files.js';
import { Workspace } from './workspace.js';
import type { WorkspaceFiles } from './workspace-files.js';

const agent = 'agent "a" {}';

/** Everything in `/link` is what is in `/project`. */
function linkedFiles(texts: Map<string, string>): WorkspaceFiles {
  const files = memoryFiles(texts);
  const real = (path: string): string => path.replace(/^\/link\//, '/project/');
  return {
    ...files,
    identify: (path) => files.identify(real(path)),
    read: (path) => files.read(real(path)),
  };
}

function document(path: string, text: string, version = 1): TextDocument {
  return TextDocument.create(`file://${path}`, 'mso', version, text);
}

async function workspaceOf(paths: readonly string[], ...folders: readonly string[]) {
  const texts = new Map(paths.map((path) => [path, agent]));
  const workspace = new Workspace(memoryFiles(texts));
  for (const folder of folders) await workspace.addFolder(`file://${folder}`);
  const known = (): string[] => [...workspace.allFiles()].map(({ path }) => path).sort();
  return { workspace, texts, known };
}

describe('the folders of a workspace', () => {
  const files = ['/project/a.mso', '/project/part/b.mso'];

  it('keep the files of a folder in them that is no folder of the workspace any more', async () => {
    const { workspace, known } = await workspaceOf(files, '/project', '/project/part');
    workspace.removeFolder('file:///project/part');
    assert.deepEqual(known(), files);
  });

  it('keep their files when a folder around them is removed', async () => {
    const { workspace, known } = await workspaceOf(files, '/project', '/project/part');
    workspace.removeFolder('file:///project');
    assert.deepEqual(known(), ['/project/part/b.mso']);
  });

  it('may be removed while they are looked through', async () => {
    const { workspace, known } = await workspaceOf(files);
    const scan = workspace.addFolder('file:///project');
    workspace.removeFolder('file:///project');
    await scan;
    assert.deepEqual(known(), []);
  });

  it('lose all files of a folder in them that is deleted, or renamed', async () => {
    const { workspace, texts, known } = await workspaceOf(files, '/project');
    texts.delete('/project/part/b.mso');
    workspace.changedOnDisk('file:///project/part');
    assert.deepEqual(known(), ['/project/a.mso']);
  });

  it('do not get what is made in a folder that is never looked into', async () => {
    const { workspace, texts, known } = await workspaceOf(files, '/project');
    for (const path of ['/project/node_modules/x/c.mso', '/project/.git/d.mso', '/else/e.mso']) {
      texts.set(path, agent);
      workspace.changedOnDisk(`file://${path}`);
    }
    texts.set('/project/new/f.mso', agent);
    workspace.changedOnDisk('file:///project/new/f.mso');
    assert.deepEqual(known(), [...files, '/project/new/f.mso'].sort());
  });
});

describe('an open document', () => {
  it('is one document, too, when its file is saved somewhere that a link leads to', () => {
    const texts = new Map<string, string>();
    const workspace = new Workspace(linkedFiles(texts));
    workspace.setDocument(document('/link/a.mso', agent));
    texts.set('/project/a.mso', agent);
    workspace.setDocument(document('/link/a.mso', 'agent "b" {}', 2));
    const open = [...workspace.documents()].map(({ version, identity }) => [version, identity]);
    assert.deepEqual(open, [[2, '/project/a.mso']]);
  });

  it('stays open when another name of the same file is closed', () => {
    const workspace = new Workspace(linkedFiles(new Map([['/project/a.mso', agent]])));
    workspace.setDocument(document('/project/a.mso', 'agent "b" {}'));
    workspace.setDocument(document('/link/a.mso', 'agent "c" {}'));
    workspace.closeDocument('file:///link/a.mso');
    const analysis = workspace.document('file:///project/a.mso');
    assert.equal(analysis?.file.text, 'agent "b" {}');
    assert.equal(workspace.analysisOf('/project/a.mso'), analysis);
    workspace.closeDocument('file:///project/a.mso');
    assert.equal(workspace.analysisOf('/project/a.mso')?.file.text, agent);
  });

  it('has its own text where two names of a file are open with different ones', () => {
    const workspace = new Workspace(linkedFiles(new Map([['/project/a.mso', agent]])));
    workspace.setDocument(document('/project/a.mso', 'agent "b" {}'));
    workspace.setDocument(document('/link/a.mso', 'agent "c" {}'));
    const text = (uri: string) => workspace.document(uri)?.file.text;
    assert.equal(text('file:///project/a.mso'), 'agent "b" {}');
    assert.equal(text('file:///link/a.mso'), 'agent "c" {}');
    assert.equal([...workspace.documents()].length, 2);
  });
});
