import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeModule } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { withoutModule } from '../support/foreign-binary.js';
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

  it('prints that source at every level of optimization', async () => {
    const levels = ['1', '2', '3'].map(async (level) => {
      await place.mso(['compile', 'news.mso', '-O', level, '-o', `${level}.msob`]);
      return place.mso(['decompile', `${level}.msob`]);
    });
    for (const { code, stdout, stderr } of await Promise.all(levels)) {
      assert.deepEqual([code, stdout, stderr], [0, newsProgram, '']);
    }
  });

  it('compiles a source file first', async () => {
    const { code, stdout } = await place.mso(['decompile', 'news.mso']);
    assert.deepEqual([code, stdout], [0, newsProgram]);
    place.write('wrong.mso', 'agent "a" { temperature = 9 }\n');
    const wrong = await place.mso(['decompile', 'wrong.mso']);
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /temperature/);
  });

  it('says what a file of another compiler has lost', async () => {
    place.write('lossy.hlxb', withoutModule(readFileSync(join(place.path, 'news.msob'))));
    const { code, stdout, stderr } = await place.mso(['decompile', 'lossy.hlxb']);
    assert.equal(code, 0);
    assert.match(stdout, /^# the file has no section mso\.module: steps, .*\n/);
    assert.match(stdout, /\nagent "writer" \{\n {2}model = "gpt-4"\n/);
    assert.match(stderr, /^warning: the file has no section mso\.module/);
    place.write('lossy.mso', stdout);
    assert.equal((await place.mso(['check', 'lossy.mso'])).code, 0);
  });

  it('writes nothing where a file would lie outside of the folder', async () => {
    mkdirSync(join(place.path, 'inner'));
    place.write('shared.mso', 'agent "b" {}\n');
    place.write('inner/main.mso', 'load "../shared"\n\nagent "a" {}\n');
    await place.mso(['compile', 'inner/main.mso']);
    const { code, stderr } = await place.mso(['decompile', 'inner/main.msob', '-o', 'kept']);
    assert.equal(code, 2);
    assert.match(stderr, /^mso: \.\.\/shared\.mso lies outside of the program's folder/);
    assert.equal(existsSync(join(place.path, 'kept')), false);
    const { stdout } = await place.mso(['decompile', 'inner/main.msob']);
    assert.match(stdout, /\n# file: \.\.\/shared\.mso\nagent "b" \{\}\n/);
  });

  it('says that a file is where a folder must be', async () => {
    place.write('taken', 'mine');
    mkdirSync(join(place.path, 'parts'));
    place.write('parts/part.mso', 'agent "b" {}\n');
    place.write('whole.mso', 'load "parts/part"\n\nagent "a" {}\n');
    await place.mso(['compile', 'whole.mso']);
    const { code, stderr } = await place.mso(['decompile', 'whole.msob', '-o', 'taken']);
    assert.equal(code, 2);
    assert.match(stderr, /taken.*: the folder cannot be made \(E\w+\)/);
    assert.equal(readFileSync(join(place.path, 'taken'), 'utf8'), 'mine');
  });

  it('refuses a module that does not verify', async () => {
    const { module } = compile(new SourceFile('a.mso', 'agent "a" {}\n'));
    assert.ok(module);
    const code = module.code.map((each) =>
      each.op === 'DeclareAgent' ? { ...each, id: 99 } : each,
    );
    place.write(
      'unverified.msob',
      encodeModule({ ...module, code }, { optimizationLevel: 0, platform: 'any' }),
    );
    const refused = await place.mso(['decompile', 'unverified.msob', '-o', 'unverified.mso']);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^mso: unverified\.msob is damaged: /);
    assert.equal(existsSync(join(place.path, 'unverified.mso')), false);
  });

  it('refuses what is damaged', async () => {
    place.write('bad.msob', 'HLXB and then nothing');
    const { code, stderr } = await place.mso(['decompile', 'bad.msob']);
    assert.equal(code, 2);
    assert.match(stderr, /^mso: bad\.msob: byte \d+: expected/);
  });
});
