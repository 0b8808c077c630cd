import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { decodePath, encodeEmptyPath, encodePath } from './property-path.js';

const part = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.stringMatching(/^[~/\-012]{0,5}$/),
  fc.constantFrom('-', '~', '/', '~2', '', '0', '__proto__'),
);
const path = fc.array(part, { minLength: 1, maxLength: 5 });

describe('property paths', () => {
  const encoded: readonly (readonly [parts: string[], key: string])[] = [
    [['model'], 'model'],
    [['max tokens'], 'max tokens'],
    [['-'], '-'],
    [['a~b'], 'a~b'],
    [['/p'], '/~1p'],
    [['retry', 'delay'], '/retry/delay'],
    [['a/b', 'c~d'], '/a~1b/c~0d'],
    [['o', '-'], '/o/~2'],
    [['o', '~2'], '/o/~02'],
    [['o', ''], '/o/'],
    [['', 'o'], '//o'],
  ];
  for (const [parts, key] of encoded) {
    it(`${JSON.stringify(parts)} is written ${key}`, () => {
      equal(encodePath(parts), key);
      deepEqual(decodePath(key), { parts, makesContainer: false });
    });
  }

  const empty: readonly (readonly [parts: string[], key: string])[] = [
    [['tools'], '/tools/-'],
    [['a', '0'], '/a/0/-'],
    [['-'], '/~2/-'],
  ];
  for (const [parts, key] of empty) {
    it(`an empty container at ${JSON.stringify(parts)} is written ${key}`, () => {
      equal(encodeEmptyPath(parts), key);
      deepEqual(decodePath(key), { parts, makesContainer: true });
    });
  }

  it('any path comes back as it was', () => {
    fc.assert(
      fc.property(path, (parts) => {
        deepEqual(decodePath(encodePath(parts)), { parts, makesContainer: false });
        deepEqual(decodePath(encodeEmptyPath(parts)), { parts, makesContainer: true });
      }),
    );
  });

  it('two paths never share a key, and none is that of an empty container', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const keys = [one, other].flatMap((parts) => [encodePath(parts), encodeEmptyPath(parts)]);
        equal(new Set(keys).size, 4);
      }),
    );
  });

  it('a key of one slash names the property without a name', () => {
    deepEqual(decodePath('/'), { parts: [''], makesContainer: false });
  });
});
