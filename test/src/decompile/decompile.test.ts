import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Module, verify } from '@mso/bytecode';
import { compile, decompile, optimizationLevels, optimize } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { configToJson, HelixVM } from '@mso/vm';
import fc from 'fast-check';
import { randomProgram } from '../config/random-program.js';
import { smallPrograms } from '../config/small-programs.js';
import { programText } from '../format/programs.js';
import { randomModule } from '../optimize/random-code.js';
import { randomDeclarations } from '../optimize/random-declarations.js';
import { examplesFolder } from '../support/paths.js';
import { ambiguousPrograms } from './ambiguous-programs.js';

function moduleOf(text: string): Module | undefined {
  return compile(new SourceFile('/p/p.mso', text)).module;
}

function stripped({ debug: _, ...module }: Module): Module {
  return module;
}

function runsToItsEnd(module: Module): boolean {
  return new HelixVM(module).run() === 'halted';
}

function config(module: Module): string {
  const vm = new HelixVM(module);
  vm.run();
  return vm.error ? `${vm.error.kind}: ${vm.error.message}` : configToJson(vm.config);
}

/** The text is compiled to the same module, or at least to the same configuration. */
function expectBack(module: Module, text: string): void {
  const { files, fidelity, remarks } = decompile(module);
  const back = moduleOf(files[0]?.text ?? '');
  ok(back, `not compiled: ${files[0]?.text}\n--- from\n${text}`);
  equal(config(back), config(module), `${files[0]?.text}\n--- from\n${text}`);
  if (remarks.length > 0) return;
  ok(fidelity === 'same module', `another module:\n${files[0]?.text}\n--- from\n${text}`);
}

describe('a decompiled program', () => {
  const examples = readdirSync(examplesFolder).filter((name) => name.endsWith('.mso'));
  for (const name of examples) {
    const text = readFileSync(join(examplesFolder, name), 'utf8');
    it(`is the source that the module carries: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      const { files, fidelity } = decompile(module);
      deepEqual([files, fidelity], [[{ path: '/p/p.mso', text }], 'same module']);
    });

    it(`is compiled to the same module without it: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      expectBack(stripped(module), text);
    });

    it(`is that source at every level of optimization: ${name}`, () => {
      const module = moduleOf(text);
      ok(module);
      for (const level of optimizationLevels) {
        const { files } = decompile(optimize(module, level).module);
        deepEqual(files, [{ path: '/p/p.mso', text }], `level ${level}`);
      }
      const shaken = decompile(optimize(module, 3, { treeShake: true }).module);
      deepEqual(shaken.files, [{ path: '/p/p.mso', text }]);
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

  it('is compiled to the same module, for what a text can say in more than one way', () => {
    for (const text of ambiguousPrograms) {
      const module = moduleOf(text);
      ok(module, text);
      const { files, fidelity } = decompile(stripped(module));
      equal(fidelity, 'same module', `${files[0]?.text}\n--- from\n${text}`);
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
    fc.assert(property, { numRuns: 200 });
    ok(count > 50, `only ${count} programs were compiled`);
  });

  it('declares the same, for any program behind the optimizer', () => {
    const optimized = fc.tuple(randomProgram, fc.constantFrom(...optimizationLevels), fc.boolean());
    const property = fc.property(optimized, ([text, level, treeShake]) => {
      const compiled = moduleOf(text);
      if (compiled === undefined) return;
      const module = stripped(optimize(compiled, level, { treeShake }).module);
      const { files, fidelity, remarks } = decompile(module);
      const back = moduleOf(files[0]?.text ?? '');
      ok(back, `not compiled: ${files[0]?.text}\n--- from\n${text}`);
      equal(config(back), config(module), `${files[0]?.text}\n--- from\n${text}`);
      ok(fidelity.startsWith('same') || remarks.length > 0, fidelity);
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('is never said to declare the same as a module that declares something else', () => {
    let compared = 0;
    const property = fc.property(fc.oneof(randomDeclarations, randomModule), (module) => {
      if (verify(module).length > 0) return;
      const { files, fidelity, remarks } = decompile(module);
      const back = moduleOf(files[0]?.text ?? '');
      equal(back === undefined, fidelity === 'no program', files[0]?.text);
      if (!fidelity.startsWith('same') || back === undefined) return ok(remarks.length > 0);
      // A module that fails declares nothing to the end, and its text need not fail as well.
      if (!runsToItsEnd(module)) return;
      compared++;
      equal(config(back), config(module), files[0]?.text);
    });
    fc.assert(property, { numRuns: 300 });
    ok(compared > 30, `only ${compared} modules were compared`);
  });

  it('is not the source that a module carries but was not made from', () => {
    const [module, other] = ['agent "a" {}\n', '# none\nagent "b" {}\n'].map(moduleOf);
    ok(module && other?.debug);
    const { files, fidelity } = decompile({ ...module, debug: other.debug });
    deepEqual([files[0]?.text, fidelity], ['agent "a" {}\n', 'same module']);
  });

  it('leaves out a file that a module carries and does not load', () => {
    const module = moduleOf('# mine\nagent "a" {}\n');
    ok(module?.debug);
    const sources = [...module.debug.sources, { path: '/p/.profile', text: 'agent "c" {}' }];
    const { files } = decompile({ ...module, debug: { ...module.debug, sources } });
    deepEqual(files, [{ path: '/p/p.mso', text: 'agent "a" {}\n' }]);
  });

  it('says at its top what breaks a rule of the language', () => {
    const module = moduleOf('agent "a" { max_tokens = 7 }');
    ok(module);
    const code = module.code.map((each) =>
      each.op === 'SetProperty' && each.value.kind === 'Number'
        ? { ...each, value: { kind: 'Number' as const, value: -7 } }
        : each,
    );
    const { files, fidelity, remarks } = decompile(stripped({ ...module, code }));
    equal(fidelity, 'no program');
    equal(remarks.length, 1);
    match(
      files[0]?.text ?? '',
      /^# This text does not compile, .*max_tokens.*\nagent "a" \{\n {2}max_tokens = -7\n\}\n$/,
    );
  });

  const twoFiles = new Map([
    ['main.mso', 'load "more"\nagent "a" {}\n'],
    ['more.mso', '# more\nagent "b" {}\n'],
  ]);

  it('is its files where it has several', () => {
    const module = moduleOfFiles(twoFiles);
    ok(module);
    deepEqual(
      decompile(module).files.map(({ path, text }) => [path, text]),
      [...twoFiles],
    );
  });

  it('is one file that needs no other where its files are not carried', () => {
    const module = moduleOfFiles(twoFiles);
    ok(module);
    const { files, fidelity } = decompile(stripped(module));
    const text = 'agent "b" {}\n\nload "more" {}\n\nagent "a" {}\n';
    deepEqual([files.map((file) => file.text), fidelity], [[text], 'same module']);
    const alone = moduleOfFiles(new Map([['main.mso', text]]));
    ok(alone);
    deepEqual(config(alone), config(module));
  });
});

/** The first file, with the others within its reach. */
function moduleOfFiles(files: ReadonlyMap<string, string>): Module | undefined {
  const sources = new Map([...files].map(([path, text]) => [path, new SourceFile(path, text)]));
  const [main] = sources.values();
  return (
    main &&
    compile(main, {
      resolve: (_, name) => name,
      identify: (path) => (sources.has(path) ? path : undefined),
      read: (path) => sources.get(path) ?? { problem: 'none' },
    }).module
  );
}
