import assert from 'node:assert/strict';
import { DidChangeConfigurationNotification, InlayHintRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

const on = { initializationOptions: { inlayHints: true } };
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** The text with each hint where it would be shown. */
async function hinted(text: string, options = {}, range = whole): Promise<string> {
  const editor = await Editor.open(text, options);
  const found = await editor.request(InlayHintRequest.type, { ...editor.document, range });
  editor.close();
  const lines = text.split('\n');
  for (const { position, label } of found?.toReversed() ?? []) {
    const { line, character } = position;
    const before = lines[line] ?? '';
    lines[line] = `${before.slice(0, character)}<${label}>${before.slice(character)}`;
  }
  return lines.join('\n');
}

describe('inlay hints', () => {
  const program = 'agent "a" { role = "r" }\ncrew "c" {}\nmemory {}';

  it('show defaults that apply', async () => {
    assert.equal(
      await hinted(program, on),
      'agent "a" {<model = "gpt-4"> role = "r" }\ncrew "c" {<process = "sequential">}\nmemory {}',
    );
  });

  it('show the turn of each step', async () => {
    const text = [
      'workflow "w" { trigger = "manual"',
      'step "d" { depends_on = ["b"] }',
      'step "a" {}',
      'step "b" {}',
      'step "c" {}',
      '  pipeline { a -> [b | c] -> if true { d } } }',
    ].join('\n');
    assert.deepEqual((await hinted(text, on)).match(/"<#\d>/g), [
      '"<#3>',
      '"<#1>',
      '"<#2>',
      '"<#2>',
    ]);
  });

  it('leave out steps that wait for themselves', async () => {
    const text = 'workflow "w" { trigger = "manual" step "a" { depends_on = ["a"] } step "b" {} }';
    assert.deepEqual((await hinted(text, on)).match(/"\w"<#\d>/g), ['"b"<#1>']);
  });

  it('are for the part that is asked for', async () => {
    const first = { start: { line: 0, character: 0 }, end: { line: 0, character: 99 } };
    assert.match(await hinted(program, on, first), /<model.*\ncrew "c" \{\}/);
  });

  it('are off unless they are asked for', async () => {
    assert.equal(await hinted(program), program);
  });

  it('follow the setting', async () => {
    const editor = await Editor.open(program);
    await editor.client.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { mso: { inlayHints: true } },
    });
    const params = { ...editor.document, range: whole };
    assert.equal((await editor.request(InlayHintRequest.type, params))?.length, 2);
    editor.close();
  });

  it('stay as they were at first where the client has nothing to say', async () => {
    const editor = await Editor.open(program, {
      ...on,
      capabilities: { workspace: { configuration: true } },
      settings: null,
    });
    await editor.diagnostics();
    const params = { ...editor.document, range: whole };
    assert.equal((await editor.request(InlayHintRequest.type, params))?.length, 2);
    editor.close();
  });

  it('take the setting from a client that can be asked', async () => {
    const editor = await Editor.open(program, {
      capabilities: { workspace: { configuration: true } },
      settings: { inlayHints: true },
    });
    await editor.diagnostics();
    const params = { ...editor.document, range: whole };
    assert.equal((await editor.request(InlayHintRequest.type, params))?.length, 2);
    editor.close();
  });
});
