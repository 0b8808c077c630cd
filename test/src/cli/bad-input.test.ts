import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, Workplace } from './mso-process.js';

const megabytes5 = 5_000_000;
/** A machine that is busy with other things must not fail the test; hanging must. */
const timeMaxMs = 30_000;

function validProgram(): string {
  const blocks: string[] = [];
  const filler = 'with much to say about everything that there is '.repeat(3);
  for (let i = 0, length = 0; length < megabytes5; i++) {
    const block = `agent "a${i}" {\n  model = "gpt-4"\n  role = "${filler}${i}"\n}\n\n`;
    blocks.push(block);
    length += block.length;
  }
  return blocks.join('');
}

/** Characters that mean something, in an order that means nothing; always the same. */
function junk(): string {
  const alphabet = '{}[]()"=->|#@$ \nabc123.,;%&\\\'';
  let state = 7;
  const letters = Array.from({ length: megabytes5 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return alphabet[(state >> 8) % alphabet.length];
  });
  return letters.join('');
}

function assertReadable({ stdout, stderr }: Outcome): void {
  for (const text of [stdout, stderr]) {
    assert.doesNotMatch(text, /^ +at .*(:\d+:\d+|<anonymous>)\)?$/m);
    assert.doesNotMatch(text, /internal error|node:internal|\/dist\//);
  }
}

describe('mso with bad input', function () {
  this.timeout(4 * timeMaxMs);
  const place = new Workplace();
  before(() => mkdirSync(join(place.path, 'folder')));
  after(() => place.remove());

  const unreadable: readonly (readonly [what: string, file: () => string, message: string])[] = [
    ['a folder', () => 'folder', 'folder is a folder, not a program'],
    ['a missing file', () => 'none.mso', 'none.mso: there is no such file'],
    [
      'a binary',
      () => place.write('b.mso', Buffer.from([0x61, 0, 0x62])),
      'b.mso is not a text file: byte 1 is zero',
    ],
    [
      'bytes that are no UTF-8',
      () => place.write('u.mso', Buffer.from([0x61, 0x0a, 0x62, 0xff])),
      'u.mso:2:2: not UTF-8 text: byte 0xff at offset 3',
    ],
  ];
  for (const command of ['run', 'check', 'debug']) {
    for (const [what, file, message] of unreadable) {
      it(`${command} says in one line what is wrong with ${what}`, async () => {
        const outcome = await place.mso([command, file()]);
        assert.deepEqual([outcome.code, outcome.stderr], [2, `mso: ${message}\n`]);
        assertReadable(outcome);
      });
    }
  }

  const cutOff = 'byte 8: expected a byte, but only 0 bytes are left';
  const compiled = [
    ['run', cutOff],
    ['debug', cutOff],
    ['info', cutOff],
    ['compile', cutOff],
    ['check', cutOff],
    ['fmt', 'a compiled module'],
  ] as const;
  for (const [command, problem] of compiled) {
    it(`${command} says what is wrong with a compiled module that is cut off`, async () => {
      const file = place.write('a.msob', 'HLXB\u0001\u0000\u0000\u0000');
      const outcome = await place.mso([command, file]);
      assert.equal(outcome.code, 2);
      assert.match(outcome.stderr, /^mso: a\.msob.*\n$/);
      assert.ok(outcome.stderr.includes(problem), outcome.stderr);
      assertReadable(outcome);
    });
  }

  for (const command of ['run', 'debug']) {
    it(`${command} needs a program that declares something`, async () => {
      for (const text of ['', '# nothing but a comment\n', '\ufeff']) {
        const outcome = await place.mso([command, place.write('empty.mso', text)]);
        const stderr = 'mso: empty.mso declares nothing: there is nothing to run\n';
        assert.deepEqual(outcome, { code: 2, stdout: '', stderr });
      }
    });

    it(`${command} shows where a brace was never closed`, async () => {
      const file = place.write('open.mso', 'agent "a" {\n  model = "m"\n  role = "r"\n');
      const outcome = await place.mso([command, file]);
      assert.deepEqual([outcome.code, outcome.stdout], [2, '']);
      assert.match(outcome.stderr, /^open\.mso:1:11: error\[\w+\]: .* never closed$/m);
      assert.match(outcome.stderr, /\nmso: open\.mso has 1 error\n$/);
    });

    it(`${command} gives up five megabytes of junk after a screenful`, async () => {
      const started = performance.now();
      const outcome = await place.mso([command, place.write('junk.mso', junk())]);
      assert.ok(performance.now() - started < timeMaxMs);
      assert.deepEqual([outcome.code, outcome.stdout], [2, '']);
      assert.match(outcome.stderr, /… and \d+ more: mso check junk\.mso shows them\n/);
      assert.ok(outcome.stderr.length < 20_000);
      assertReadable(outcome);
    });
  }

  it('check takes an empty program for what it is', async () => {
    const outcome = await place.mso(['check', place.write('empty.mso', '')]);
    assert.deepEqual(outcome, { code: 0, stdout: '1 file, 0 errors, 0 warnings\n', stderr: '' });
  });

  it('check shows a part of what is wrong with five megabytes of junk', async () => {
    const started = performance.now();
    const outcome = await place.mso(['check', place.write('junk.mso', junk())]);
    assert.ok(performance.now() - started < timeMaxMs);
    assert.equal(outcome.code, 1);
    assert.ok(outcome.stdout.length < 500_000);
    assertReadable(outcome);
  });

  it('everything takes a valid program of five megabytes', async () => {
    const file = place.write('large.mso', validProgram());
    const started = performance.now();
    const checked = await place.mso(['check', file]);
    assert.deepEqual([checked.code, checked.stderr], [0, '']);
    const ran = await place.mso(['run', file]);
    assert.equal(ran.code, 0);
    const agents = Object.keys(JSON.parse(ran.stdout).agents);
    assert.equal(agents.at(-1), `a${agents.length - 1}`);
    assert.ok(agents.length > 20_000);
    const debugged = await place.mso(['debug', file, '-c', 'break 100', '-c', 'run']);
    assert.equal(debugged.code, 0);
    assert.match(debugged.stdout, /large\.mso:101 in program "large\.mso" \(breakpoint 1\)/);
    assert.ok(performance.now() - started < 3 * timeMaxMs);
  });

  it('commands that are junk are answered one by one', async () => {
    const file = place.write('a.mso', 'agent "a" {\n  model = "m"\n  role = "r"\n}\n');
    const input = Buffer.from(junk().slice(0, 20_000)).toString('latin1');
    const outcome = await place.mso(['debug', file], input);
    assert.equal(outcome.code, 0);
    assertReadable(outcome);
  });
});
