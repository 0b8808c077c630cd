import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { loadProgram, ProgramProblem } from '@mso/adapter';
import { type Module, spanAt } from '@mso/bytecode';
import { configToJson, HelixVM } from '@mso/vm';
import { ProgramFolder, twoFiles } from './two-files.js';

/** Where each block begins, as `name file:line`. */
function blockPlaces({ blocks, debug }: Module): string[] {
  return blocks.map(({ kind, name, start }) => {
    const span = debug && spanAt(debug, start);
    const path = span && debug?.sources[span.source]?.path;
    return `${kind} ${name} ${basename(path ?? '')}:${span?.startLine}`;
  });
}

describe('a program of several files', () => {
  let folder: ProgramFolder;
  afterEach(() => folder.remove());

  function load(files: Readonly<Record<string, string | Uint8Array>>): Module {
    folder = new ProgramFolder(files);
    return loadProgram(folder.file('main.mso')).module;
  }

  function problem(files: Readonly<Record<string, string | Uint8Array>>): ProgramProblem {
    try {
      load(files);
    } catch (found) {
      if (found instanceof ProgramProblem) return found;
      throw found;
    }
    return assert.fail('the program has no problem');
  }

  it('executes what is loaded first, and each instruction knows its file', () => {
    const module = load(twoFiles);
    assert.deepEqual(blockPlaces(module), [
      'agent writer writers.mso:1',
      'crew desk writers.mso:6',
      'load agents/writers main.mso:1',
      'agent editor main.mso:3',
      'workflow publish main.mso:7',
      'step draft main.mso:9',
    ]);
    assert.deepEqual(
      module.debug?.sources.map(({ path }) => path),
      [folder.file('main.mso'), folder.file('agents/writers.mso')],
    );
  });

  it('has one configuration, in that order', () => {
    const vm = new HelixVM(load(twoFiles), {});
    assert.equal(vm.run(), 'halted');
    const config = JSON.parse(configToJson(vm.config));
    assert.deepEqual(Object.keys(config.agents), ['writer', 'editor']);
    assert.deepEqual(config.crews.desk.agents, ['writer', 'editor']);
    assert.deepEqual(config.loads, [{ name: 'agents/writers', properties: {} }]);
  });

  it('keeps the text of conditions in any of its files', () => {
    const flow = 'pipeline { a -> if input.x  > 1 { b } }';
    const { functions } = load({
      'main.mso': 'load "w"\nagent "a" {}',
      'w.mso': `workflow "w" { agent = "a" step "a" {} step "b" {} ${flow} }`,
    });
    assert.ok(functions.some(({ name }) => name === 'input.x > 1'));
  });

  it('names the file in a stack trace', () => {
    const vm = new HelixVM(load(twoFiles), { onRecoverableError: 'stop' });
    vm.run();
    assert.match(vm.error?.stackTrace[0] ?? '', / line 3 of writers\.mso$/);
    assert.match(vm.error?.stackTrace[2] ?? '', / line 1 of writers\.mso$/);
  });

  it('knows a file again that is reached by another name', () => {
    folder = new ProgramFolder({ 'main.mso': 'load "a"\nload "b"', 'a.mso': 'agent "a" {}' });
    symlinkSync(folder.file('a.mso'), folder.file('b.mso'));
    const { files } = loadProgram(folder.file('main.mso'));
    assert.deepEqual(
      files.map(({ path }) => basename(path)),
      ['main.mso', 'a.mso'],
    );
  });

  it('is none where a file that it loads has an error, which is named', () => {
    const { message, diagnostics } = problem({
      'main.mso': 'load "a"\nagent "m" {}',
      'a.mso': 'agent "a" {\n  temperature = "hot"\n}',
    });
    const where = `${folder.file('a.mso')} has 1 error at line 2, column 17: `;
    assert.ok(message.startsWith(where), message);
    assert.deepEqual(
      diagnostics.map(({ code, file }) => `${code} ${basename(file?.path ?? 'main')}`),
      ['E0402 main', 'TypeMismatch a.mso'],
    );
  });

  const unreadable: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['is no text', Uint8Array.of(65, 0), /a\.mso is not a text file: byte 1 is zero$/],
    ['is not UTF-8', Uint8Array.of(65, 255), /a\.mso:1:2: not UTF-8 text/],
    ['is compiled', 'HLXB', /a\.mso is a compiled module/],
  ];
  for (const [what, content, expected] of unreadable) {
    it(`is none where a file that it loads ${what}`, () => {
      const { message, diagnostics } = problem({ 'main.mso': 'load "a"', 'a.mso': content });
      assert.match(message, /main\.mso has 1 error at line 1, column 6: 'a\.mso' cannot be loaded/);
      assert.match(diagnostics[0]?.message ?? '', expected);
    });
  }

  it('is none where a name leads nowhere, whatever it is', () => {
    for (const name of ['nothing', '.', '..', '*?', '/', '~', 'x'.repeat(5_000)]) {
      const { diagnostics } = problem({ 'main.mso': `load "${name}"` });
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ['E0401'],
        name,
      );
      folder.remove();
    }
    folder = new ProgramFolder();
  });
});
