import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from '@mso/bytecode';
import { compile, decompile, optimize } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { configToJson, HelixVM } from '@mso/vm';
import fc from 'fast-check';
import { randomProgram } from '../config/random-program.js';
import { smallPrograms } from '../config/small-programs.js';
import { programText } from '../format/programs.js';
import { examplesFolder } from '../support/paths.js';

function moduleOf(text: string): Module | undefined {
  return compile(new SourceFile('/p/p.mso', text)).module;
}

function stripped({ debug: _, ...module }: Module): Module {
  return module;
}

function config(module: Module): string {
  const vm = new HelixVM(module);
  vm.run();
  return vm.error ? `${vm.error.kind}: ${vm.error.message}` : configToJson(vm.config);
}

/** The text is compiled to the same module, or at least to the same configuration. */
function expectBack(module: Module, text: string): void {
  const { files, isExact, losses } = decompile(module);
  const back = moduleOf(files[0]?.text ?? '');
  ok(back, `not compiled: ${files[0]?.text}\n--- from\n${text}`);
  equal(config(back), config(module), `${files[0]?.text}\n--- from\n${text}`);
  if (losses.length > 0) return;
  ok(isExact, `another module:\n${files[0]?.text}\n--- from\n${text}`);
}

describe('a decompiled program', () => {
  const examples = readdirSync(examplesFolder).filter((name) => name.endsWith('.mso'));
  for (const name of examples) {
    const text = readFileSync(join(examplesFolder, name), 'utf8');
    it(`is the source that the module carries: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      const { files, isExact } = decompile(module);
      deepEqual([files, isExact], [[{ path: '/p/p.mso', text }], true]);
    });

    it(`is compiled to the same module without it: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      expectBack(stripped(module), text);
    });

    it(`keeps the configuration behind the optimizer: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      const optimized = stripped(optimize(module, 3).module);
      const back = moduleOf(decompile(optimized).files[0]?.text ?? '');
      ok(back);
      equal(config(back), config(module));
    });
  }

  it('is compiled to the same module, for small programs', () => {
    for (const text of Object.values(smallPrograms)) {
      const module = moduleOf(text);
      if (module) expectBack(stripped(module), text);
    }
  });

  it('is compiled to the same module, for any program', () => {
    let count = 0;
    const property = fc.property(fc.oneof(programText, randomProgram), (text) => {
      const module = moduleOf(text);
      if (module === undefined) return;
      count++;
      expectBack(stripped(module), text);
    });
    fc.assert(property, { numRuns: 300 });
    ok(count > 75, `only ${count} programs were compiled`);
  });

  it('is its files where it has several', () => {
    const files = new Map([
      ['main.mso', 'load "more"\nagent "a" {}\n'],
      ['more.mso', '# more\nagent "b" {}\n'],
    ]);
    const sources = new Map([...files].map(([path, text]) => [path, new SourceFile(path, text)]));
    const main = sources.get('main.mso');
    ok(main);
    const { module } = compile(main, {
      resolve: (_, name) => name,
      identify: (path) => (sources.has(path) ? path : undefined),
      read: (path) => sources.get(path) ?? { problem: 'none' },
    });
    ok(module);
    deepEqual(
      decompile(module).files.map(({ path, text }) => [path, text]),
      [...files],
    );
  });
});
