import { deepEqual, equal } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@mso/compiler';
import { parse, SourceFile } from '@mso/language';
import { configToJson, environmentResolver, type HelixConfig, HelixVM } from '@mso/vm';
import fc from 'fast-check';
import { examplesFolder, root } from '../support/paths.js';
import { configFromTree } from './config-from-tree.js';
import { environment, randomProgram } from './random-program.js';
import { smallPrograms } from './small-programs.js';

/** The configuration that the machine builds from a program. */
function configOf(file: SourceFile): HelixConfig {
  const { module, diagnostics } = compile(file);
  if (module === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(errors.map(({ message }) => message).join('\n'));
  }
  const vm = new HelixVM(module, { resolver: environmentResolver(environment) });
  vm.continueExecution();
  if (vm.error) throw vm.error;
  return vm.config;
}

function expectAgreement(text: string): void {
  const file = new SourceFile('test.mso', text);
  const expected = configFromTree(parse(file).program, { text, environment });
  const built = configOf(file);
  deepEqual(built, expected);
  deepEqual(inOrder(built), inOrder(expected));
}

/** A value with its maps as lists: maps are equal in any order, lists are not. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value instanceof Map) return [...value].map(([key, item]) => [key, inOrder(item)]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOrder(item)]));
}

function programsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mso'))
    .map((name) => join(folder, name));
}

describe('what a program declares is what its tree says', () => {
  const examples = programsIn(examplesFolder);
  it('there are examples', () => equal(examples.length >= 3, true));

  for (const path of [...examples, ...programsIn(join(root, '../shared/data/sources'))]) {
    it(path.slice(path.lastIndexOf('/') + 1), () => expectAgreement(readFileSync(path, 'utf8')));
  }

  for (const [what, text] of Object.entries(smallPrograms)) {
    it(what, () => expectAgreement(text));
  }

  it('any program', () => {
    fc.assert(fc.property(randomProgram, expectAgreement), { numRuns: 150 });
  });

  it('running a program twice prints the same text', () => {
    fc.assert(
      fc.property(randomProgram, (text) => {
        const [one, other] = [0, 1].map(() => configToJson(configOf(new SourceFile('x', text))));
        equal(one, other);
      }),
      { numRuns: 20 },
    );
  });
});
