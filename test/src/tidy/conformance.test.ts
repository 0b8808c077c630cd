import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.js';

/** How many rules the debug protocol's conformance list has. */
const ruleCount = 76;

/** Rules that nothing here can break, with the reason. */
const notApplicable: Readonly<Record<number, string>> = {
  57: 'no variable is lazy: every value is there when its row is made',
};

describe('the rules of the debug protocol', () => {
  it('have a test each, or a reason why they need none', () => {
    const names = testFiles().flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/\(conformance ([\d, ]+)\)/g),
    ]);
    const tested = new Set(names.flatMap(([, numbers = '']) => numbers.split(',').map(Number)));
    const missing = Array.from({ length: ruleCount }, (_, index) => index + 1).filter(
      (rule) => !tested.has(rule) && !(rule in notApplicable),
    );
    assert.deepEqual(missing, []);
    const needless = Object.keys(notApplicable).filter((rule) => tested.has(Number(rule)));
    assert.deepEqual(needless, []);
  });
});

function testFiles(): string[] {
  return ['test/src', 'adapter/src', 'packages/debugger/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(root, folder, name)),
  );
}
