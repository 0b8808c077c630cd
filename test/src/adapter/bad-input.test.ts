import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient, errorText } from '../support/dap-client.js';
import { tempFolder } from '../support/temp-folder.js';

const folder = tempFolder();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const junk = 'agent { ] "'.repeat(500_000);

const programs: readonly [string, () => object, RegExp][] = [
  ['a folder', () => ({ program: folder }), /is a folder, not a program$/],
  ['a missing file', () => ({ program: join(folder, 'nobody.mso') }), /there is no such file$/],
  ['an empty file', () => ({ program: file('empty.mso', '') }), /declares nothing/],
  ['a comment alone', () => ({ program: file('c.mso', '# nothing\n') }), /declares nothing/],
  [
    'a compiled module that is cut off',
    () => ({ program: file('m.msob', 'HLXB\u0001\u0000\u0000\u0000') }),
    /m\.msob: byte \d+: /,
  ],
  ['a binary', () => ({ program: file('b.mso', Buffer.from([65, 0, 1])) }), /byte 1 is zero$/],
  [
    'bytes that are no UTF-8',
    () => ({ program: file('u.mso', Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x63])) }),
    /:2:2: not UTF-8 text: byte 0xff at offset 3$/,
  ],
  [
    'an unclosed brace',
    () => ({ program: file('open.mso', 'agent "a" {\n  model = "m"\n') }),
    /has 1 error at line 1, column 11/,
  ],
  ['five megabytes of junk', () => ({ program: file('junk.mso', junk) }), /errors, the first at/],
  ['an empty name', () => ({ program: '' }), /^program is empty/],
  [
    'a log that cannot be written',
    () => ({ program: file('t.mso', 'agent "a" {}\n'), trace: join(folder, 'no', 'log') }),
    /^trace: .* cannot be written$/,
  ],
  ['no program', () => ({}), /^program is missing/],
  ['a program that is no text', () => ({ program: 3 }), /^program takes a string$/],
  ['an unknown attribute', () => ({ program: 'a', prog: 1 }), /^prog is no attribute of a launch/],
  [
    'a limit of the wrong type',
    () => ({ program: 'a', vm: { maxMemory: 'much' } }),
    /^vm.maxMemory takes a whole number$/,
  ],
  [
    'a limit beyond all machines',
    () => ({ program: 'a', vm: { maxStackSize: 2 ** 40 } }),
    /^vm.maxStackSize takes 1000000 or less$/,
  ],
  ['a limit of nothing', () => ({ program: 'a', vm: { maxCallDepth: 0 } }), /takes 1 or more$/],
  [
    'a word that is none of those allowed',
    () => ({ program: 'a', onRecoverableError: 'panic' }),
    /^onRecoverableError takes "continue" or "stop"$/,
  ],
  [
    'a source map that leads to no path',
    () => ({ program: 'a', timeTravel: true, hotReload: true, sourceMap: { a: 1 } }),
    /^sourceMap\.a takes a string$/,
  ],
  [
    'an env file that is not there',
    () => ({ program: 'a', envFile: join(folder, 'no.env') }),
    /^envFile: .* cannot be read$/,
  ],
];

describe('a launch with bad input fails with one clear message', () => {
  for (const [what, configuration, expected] of programs) {
    it(`when it is given ${what}`, async () => {
      const client = DapClient.spawn();
      try {
        await client.ok('initialize', { adapterID: 'mso' });
        const response = await client.request('launch', configuration());
        assert.equal(response.success, false);
        assert.match(errorText(response), expected);
        assert.equal(response.body.error.showUser, true);
        await client.event('terminated');
        const text = JSON.stringify(client.timeline);
        assert.ok(text.length < 1_000_000, `${text.length} characters were sent`);
        assert.doesNotMatch(text, /\.js:\d+|at \w+ \(/);
        await client.ok('disconnect');
        assert.equal(await client.exit(), 0);
      } finally {
        client.kill();
      }
    });
  }
});
