import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newsProgram, Workplace } from './mso-process.js';

const program = `${newsProgram}
agent "idle" { model = "m" role = "r" }
workflow "check" {
  trigger = manual
  step "when" { agent = "writer" task = "t" when = "a" + "b" == "ab" && 1 < 2 }
}
`;

describe('mso compile', () => {
  const place = new Workplace();
  after(() => place.remove());
  place.write('news.mso', program);

  for (const level of [0, 1, 2, 3]) {
    it(`writes a program that does the same at level ${level}, which it notes`, async () => {
      const out = `news-${level}.msob`;
      const compiled = await place.mso(['compile', 'news.mso', `-O${level}`, '-o', out]);
      assert.equal(compiled.code, 0);
      const info = await place.mso(['info', out]);
      assert.match(info.stdout, new RegExp(`^optimization +${level}$`, 'm'));
      const [ran, expected] = await Promise.all(
        [out, 'news.mso'].map((file) => place.mso(['run', file])),
      );
      assert.equal(ran?.code, 0);
      assert.equal(ran?.stdout, expected?.stdout);
    });
  }

  it('never writes over what it reads, by whatever name', async () => {
    const text = 'agent "a" { role = "x" }\n';
    place.write('kept.mso', text);
    for (const out of ['kept.mso', './kept.mso']) {
      const { code, stderr } = await place.mso(['compile', 'kept.mso', '-o', out]);
      assert.equal(code, 2);
      assert.match(stderr, /kept\.mso: it would take the place of what it is made from/);
    }
    assert.equal(readFileSync(join(place.path, 'kept.mso'), 'utf8'), text);
  });

  it('optimizes at level 2 where nothing else is said', async () => {
    await place.mso(['compile', 'news.mso', '-o', 'default.msob']);
    const info = await place.mso(['info', 'default.msob']);
    assert.match(info.stdout, /^optimization +2$/m);
  });

  it('says with --verbose what the optimizer did', async () => {
    const { stderr } = await place.mso(['compile', 'news.mso', '-O', '2', '--verbose']);
    assert.match(stderr, /^instructions +\d+, before \d+$/m);
    assert.match(stderr, /^optimization level +2$/m);
    assert.match(stderr, /^ {2}results computed +[1-9]\d*$/m);
    assert.match(stderr, /^ {2}strings never used +[1-9]\d*$/m);
  });

  it('leaves out agents that nothing uses where it is told to', async () => {
    await place.mso(['compile', 'news.mso', '-O3', '--tree-shake', '-o', 'small.msob']);
    const { stdout } = await place.mso(['run', 'small.msob']);
    assert.deepEqual(Object.keys(JSON.parse(stdout).agents), ['writer']);
  });

  const wrong: readonly (readonly [args: readonly string[], message: string])[] = [
    [['-O', '4'], '-O takes a whole number from 0 to 3, not "4"'],
    [['-Ofast'], '-O takes a whole number from 0 to 3, not "fast"'],
    [['--optimize=-1'], '--optimize takes a whole number from 0 to 3, not "-1"'],
    [['--tree-shake'], '--tree-shake needs -O 3'],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await place.mso(['compile', 'news.mso', ...args]);
      assert.deepEqual([code, stderr], [2, `mso compile: ${message}\nTry: mso help compile\n`]);
    });
  }
});
