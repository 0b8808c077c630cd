import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProgram } from '@mso/adapter';
import { compile } from '@mso/compiler';
import { parse, SourceFile } from '@mso/language';
import { configToJson, environmentResolver, HelixVM } from '@mso/vm';
import { examplesFolder } from '../support/paths.js';
import { ProgramFolder } from './two-files.js';

type Module = ConstructorParameters<typeof HelixVM>[0];

function configuration(module: Module): string {
  const vm = new HelixVM(module, { resolver: environmentResolver({}) });
  vm.run();
  const { loads, ...others } = JSON.parse(configToJson(vm.config));
  return JSON.stringify(others);
}

/** The text cut behind each of its declarations but the last. */
function cuts(text: string): readonly (readonly [string, string])[] {
  const { declarations } = parse(new SourceFile('', text)).program;
  return declarations.slice(0, -1).map(({ end }) => [text.slice(0, end), text.slice(end)]);
}

describe('a program that is cut in two', () => {
  for (const name of readdirSync(examplesFolder).filter((file) => file.endsWith('.mso'))) {
    const text = readFileSync(join(examplesFolder, name), 'utf8');

    it(`is the same program wherever it is cut: ${name}`, () => {
      const { module } = compile(new SourceFile(name, text));
      assert.ok(module);
      const whole = configuration(module);
      for (const [first, second] of cuts(text)) {
        const folder = new ProgramFolder({ 'lib.mso': first, 'main.mso': `load "lib"${second}` });
        assert.equal(configuration(loadProgram(folder.file('main.mso')).module), whole);
        folder.remove();
      }
    });
  }
});
