import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newsProgram, Workplace } from './mso-process.js';

describe('mso decompile', () => {
  const place = new Workplace();
  before(async () => {
    place.write('news.mso', newsProgram);
    await place.mso(['compile', 'news.mso', '-O', '0']);
    await place.mso(['compile', 'news.mso', '-O', '0', '--strip', '-o', 'stripped.msob']);
  });
  after(() => place.remove());

  it('prints the source that a binary carries', async () => {
    const { code, stdout } = await place.mso(['decompile', 'news.msob']);
    assert.deepEqual([code, stdout], [0, newsProgram]);
  });

  it('writes a source that is compiled to the same binary', async () => {
    const { code } = await place.mso(['decompile', 'stripped.msob', '-o', 'again.mso']);
    assert.equal(code, 0);
    await place.mso(['compile', 'again.mso', '-O', '0', '--strip', '-o', 'again.msob']);
    const module = async (name: string): Promise<object> =>
      JSON.parse((await place.mso(['info', '--json', name])).stdout).module;
    assert.deepEqual(await module('again.msob'), await module('stripped.msob'));
    const runs = ['news.mso', 'again.mso'].map((name) => place.mso(['run', name]));
    const [one, other] = await Promise.all(runs);
    assert.equal(other?.stdout, one?.stdout);
  });

  it('writes the files of a program into a folder', async () => {
    place.write('main.mso', 'load "more"\n\nagent "a" {}\n');
    place.write('more.mso', 'agent "b" {}\n');
    await place.mso(['compile', 'main.mso']);
    const printed = await place.mso(['decompile', 'main.msob']);
    assert.match(
      printed.stdout,
      /^# file: main\.mso\nload "more"\n\nagent "a" \{\}\n\n# file: more\.mso\nagent/,
    );
    const { code } = await place.mso(['decompile', 'main.msob', '-o', 'out']);
    assert.equal(code, 0);
    assert.equal(readFileSync(join(place.path, 'out', 'more.mso'), 'utf8'), 'agent "b" {}\n');
  });

  it('refuses what is damaged', async () => {
    place.write('bad.msob', 'HLXB and then nothing');
    const { code, stderr } = await place.mso(['decompile', 'bad.msob']);
    assert.equal(code, 2);
    assert.match(stderr, /^mso: bad\.msob: byte \d+: expected/);
  });
});
