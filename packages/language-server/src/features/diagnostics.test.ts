import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

const workflow = 'workflow "w" { step "s" { agent = "writer" } }';

describe('diagnostics', () => {
  it('have a code, a severity, their place, a hint, and data for fixes', async () => {
    const editor = await Editor.open(`agent "writer" {}\n${workflow.replace('writer', 'wrter')}`);
    const { diagnostics, version } = await editor.diagnostics();
    assert.equal(version, 1);
    const [first, ...others] = diagnostics;
    assert.deepEqual(others, []);
    assert.deepEqual(first, {
      range: { start: { line: 1, character: 34 }, end: { line: 1, character: 41 } },
      severity: DiagnosticSeverity.Error,
      code: 'UndefinedAgent',
      source: 'mso',
      message:
        "undefined agent 'wrter' in workflow 'w', step 's'\n" +
        "did you mean 'writer'? (available agents: writer)",
      data: { start: 52, end: 59 },
    });
    editor.close();
  });

  it('name related places', async () => {
    const editor = await Editor.open('agent "<|a|>" {}\nagent "a" {}');
    const { diagnostics } = await editor.diagnostics();
    const duplicate = diagnostics.find(({ code }) => code === 'DuplicateDefinition');
    const [related] = duplicate?.relatedInformation ?? [];
    assert.equal(related?.message, 'first declared here');
    assert.equal(related.location.uri, editor.uri('main.mso'));
    assert.equal(related.location.range.start.line, 0);
    editor.close();
  });

  it('follow every change of a part of the text', async () => {
    const editor = await Editor.open('agent "a" { model = <||> }');
    const [range] = editor.ranges();
    assert.equal((await editor.diagnostics()).diagnostics[0]?.code, 'E0207');
    await editor.change('"m"', 'main.mso', range);
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.close();
  });

  it('know the agents of a file that is loaded, as the editor has it', async () => {
    const files = { 'main.mso': `load "people"\n${workflow}`, 'people.mso': 'agent "writer" {}' };
    const editor = await Editor.open(files, { open: ['main.mso', 'people.mso'] });
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    await editor.change('agent "author" {}', 'people.mso');
    const hasErrors = await editor.diagnostics(
      'main.mso',
      ({ diagnostics }) => diagnostics.length > 0,
    );
    assert.equal(hasErrors.diagnostics[0]?.code, 'UndefinedAgent');
    editor.close();
  });

  it('of a file that others load are those that it has in their programs', async () => {
    const files = { 'part.mso': workflow, 'main.mso': 'agent "writer" {}\nload "part"' };
    const editor = await Editor.open(files);
    await editor.diagnostics('part.mso', ({ diagnostics }) => diagnostics.length === 0);
    editor.close();
  });

  it('of a file that is no longer loaded are those that it has by itself', async () => {
    const files = { 'main.mso': 'agent "writer" {}\nload "part"', 'part.mso': workflow };
    const editor = await Editor.open(files, { open: ['main.mso', 'part.mso'] });
    await editor.diagnostics('part.mso', ({ diagnostics }) => diagnostics.length === 0);
    await editor.change('agent "writer" {}');
    await editor.diagnostics('part.mso', ({ diagnostics }) => diagnostics.length === 1);
    editor.close();
  });

  it('point at the load of a file with errors', async () => {
    const files = { 'main.mso': 'load "part"', 'part.mso': 'agent "a" { model = }' };
    const editor = await Editor.open(files);
    const [broken] = (await editor.diagnostics()).diagnostics;
    assert.equal(broken?.code, 'E0402');
    assert.equal(broken.relatedInformation?.[0]?.location.uri, editor.uri('part.mso'));
    editor.close();
  });

  it('end when a document is closed', async () => {
    const editor = await Editor.open('agent');
    assert.equal((await editor.diagnostics()).diagnostics.length, 1);
    await editor.closeFile();
    await editor.said('main.mso', ({ diagnostics }) => diagnostics.length === 0);
    editor.close();
  });

  it('of a text with very many mistakes end with their number', async () => {
    const editor = await Editor.open('agent "a" { x = }\n'.repeat(1_200));
    const { diagnostics } = await editor.diagnostics();
    assert.equal(diagnostics.length, 1_001);
    assert.match(String(diagnostics.at(-1)?.message), /more diagnostics are not shown/);
    editor.close();
  });
});
