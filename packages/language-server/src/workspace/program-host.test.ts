import assert from 'node:assert/strict';
import { SourceFile } from '@mso/language';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { memoryFiles } from '../testing/memory-files.js';
import { OpenDocuments } from './open-documents.js';
import { ProgramHost } from './program-host.js';

function hostOf(texts: Map<string, string>) {
  const files = memoryFiles(texts);
  const open = new OpenDocuments(files);
  return { host: new ProgramHost(files, open), open };
}

function read(host: ProgramHost, path: string): SourceFile {
  const file = host.read(path);
  assert.ok(file instanceof SourceFile);
  return file;
}

describe('the files of programs', () => {
  it('are those that are open, before those on the disk', () => {
    const { host, open } = hostOf(new Map([['/a.mso', 'saved']]));
    assert.equal(read(host, '/a.mso').text, 'saved');
    const document = open.set(TextDocument.create('file:///a.mso', 'mso', 1, 'typed'));
    assert.equal(read(host, '/a.mso'), document.file);
    assert.equal(host.parse(document.file), document.parsed);
  });

  it('may be open without having been saved', () => {
    const { host, open } = hostOf(new Map());
    open.set(TextDocument.create('file:///new.mso', 'mso', 1, 'typed'));
    assert.equal(host.identify('/new.mso'), '/new.mso');
    assert.equal(read(host, '/new.mso').text, 'typed');
    assert.equal(host.identify('/none.mso'), undefined);
  });

  it('are parsed again only when they have changed', () => {
    const texts = new Map([['/a.mso', 'agent "a" {}']]);
    const { host } = hostOf(texts);
    const first = host.parse(read(host, '/a.mso'));
    assert.equal(host.parse(read(host, '/a.mso')), first);
    texts.set('/a.mso', 'agent "b" {}');
    assert.notEqual(host.parse(read(host, '/a.mso')), first);
  });

  it('are kept up to a length of text, the ones used last', () => {
    const long = `#${'x'.repeat(999_999)}`;
    const texts = new Map(['/a.mso', '/b.mso', '/c.mso'].map((path) => [path, long]));
    const { host } = hostOf(texts);
    const trees = [...texts.keys()].map((path) => host.parse(read(host, path)));
    assert.equal(host.parse(read(host, '/c.mso')), trees[2]);
    assert.equal(host.parse(read(host, '/b.mso')), trees[1]);
    assert.notEqual(host.parse(read(host, '/a.mso')), trees[0]);
  });
});
