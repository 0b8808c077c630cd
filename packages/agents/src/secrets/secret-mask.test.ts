import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { SecretMask } from './secret-mask.js';

function maskOf(...secrets: readonly string[]): SecretMask {
  const mask = new SecretMask();
  for (const secret of secrets) mask.add(secret);
  return mask;
}

describe('SecretMask', () => {
  const secret = 'p"ss wörd/+\\42!';
  const cases: readonly (readonly [string, string])[] = [
    [`key=${secret};`, 'key=••••;'],
    [JSON.stringify({ key: secret }), '{"key":"••••"}'],
    [`?key=${encodeURIComponent(secret)}&x`, '?key=••••&x'],
    [`?key=${encodeURIComponent(secret).toLowerCase()}&x`, '?key=••••&x'],
    [new URLSearchParams({ key: secret }).toString(), 'key=••••'],
    [Buffer.from(secret).toString('base64'), '••••'],
    [Buffer.from(secret).toString('base64url'), '••••'],
    [`${secret}${secret}`, '••••••••'],
    ['nothing here', 'nothing here'],
  ];
  for (const [text, masked] of cases) {
    it(`makes ${JSON.stringify(masked)} of a text with the secret`, () => {
      equal(maskOf(secret).text(text), masked);
    });
  }

  it('finds a secret in base64 wherever it begins', () => {
    const mask = maskOf('correct horse battery');
    for (const user of ['', 'a:', 'ab:', 'abc:']) {
      for (const behind of ['', '\n', '--']) {
        const encoded = Buffer.from(`${user}correct horse battery${behind}`).toString('base64');
        const masked = mask.text(encoded);
        ok(masked.includes('••••') && masked.length <= 16, masked);
      }
    }
  });

  it('masks each long line of a secret that has several', () => {
    const mask = maskOf('BEGIN-OF-KEY\nMIIEvQIBADANBg\nEND');
    equal(mask.text('line 2 is MIIEvQIBADANBg'), 'line 2 is ••••');
    equal(mask.text('END'), 'END');
  });

  it('takes the longer of two secrets where both begin', () => {
    equal(maskOf('abcd', 'abcdefgh').text('x abcdefgh abcd'), 'x •••• ••••');
  });

  it('masks keys, texts and numbers of a value', () => {
    const value = new Map([
      ['pin 8472', [8472, 1.5, '8472', null, true]],
      ['plain', ['x']],
    ]);
    const masked = new Map<string, unknown>([
      ['pin ••••', ['••••', 1.5, '••••', null, true]],
      ['plain', ['x']],
    ]);
    deepEqual(maskOf('8472').value(value), masked);
  });

  it('passes everything on where there is no secret', () => {
    const stream = maskOf('').stream();
    equal(maskOf('').text('text'), 'text');
    deepEqual([stream.write('a'), stream.end()], ['a', '']);
  });

  it('holds back no more than the beginning of a secret', () => {
    const stream = maskOf('hunter2').stream();
    deepEqual(
      ['a hun', 't', 'er', '2 b', 'hu'].map((piece) => stream.write(piece)),
      ['a ', '', '', '•••• b', ''],
    );
    equal(stream.end(), 'hu');
  });

  it('masks a text in pieces as it masks the whole', () => {
    const characters = fc.constantFrom('a', 'b', 'c', ' ');
    const secrets = fc.array(fc.string({ unit: characters, minLength: 1, maxLength: 5 }), {
      maxLength: 3,
    });
    const pieces = fc.array(fc.string({ unit: characters, maxLength: 6 }));
    fc.assert(
      fc.property(secrets, pieces, (texts, parts) => {
        const mask = maskOf(...texts);
        const stream = mask.stream();
        const joined = parts.map((part) => stream.write(part)).join('') + stream.end();
        equal(joined, mask.text(parts.join('')));
      }),
      { numRuns: 1_000 },
    );
  });
});
